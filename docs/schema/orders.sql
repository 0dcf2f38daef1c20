CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL,
    CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId")
);

CREATE TABLE orders (
    id uuid NOT NULL,
    customer_id character varying(100) NOT NULL,
    status text NOT NULL,
    message text NOT NULL,
    total numeric(20,2),
    refusal jsonb,
    idempotency_key character varying(255) NOT NULL,
    payload_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT ck_orders_refusal CHECK ((status = 'Rejected') = (refusal IS NOT NULL)),
    CONSTRAINT ck_orders_status CHECK (status IN ('Pending', 'Confirmed', 'Rejected', 'Shipping', 'Shipped', 'Delivered', 'Cancelling', 'Cancelled', 'NeedsAttention')),
    CONSTRAINT ck_orders_total CHECK (total IS NOT NULL OR status NOT IN ('Confirmed', 'Shipping', 'Shipped', 'Delivered'))
);

CREATE TABLE order_events (
    id bigint GENERATED ALWAYS AS IDENTITY,
    order_id uuid NOT NULL,
    type text NOT NULL,
    at timestamp with time zone NOT NULL,
    detail text NOT NULL,
    CONSTRAINT pk_order_events PRIMARY KEY (id),
    CONSTRAINT fk_order_events_orders FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT
);

CREATE TABLE order_lines (
    order_id uuid NOT NULL,
    sku character varying(64) NOT NULL,
    quantity integer NOT NULL,
    unit_price numeric(18,2),
    CONSTRAINT pk_order_lines PRIMARY KEY (order_id, sku),
    CONSTRAINT ck_order_lines_quantity CHECK (quantity > 0),
    CONSTRAINT ck_order_lines_unit_price CHECK (unit_price >= 0),
    CONSTRAINT fk_order_lines_orders FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT
);

CREATE INDEX ix_order_events_order_id_id ON order_events (order_id, id);

CREATE INDEX ix_orders_customer_id_id ON orders (customer_id, id DESC);

CREATE INDEX ix_orders_status_id ON orders (status, id DESC);

CREATE UNIQUE INDEX ux_orders_idempotency_key ON orders (idempotency_key);

CREATE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: the timeline is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER order_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_history();

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261120183134_Initial', '10.0.14');
