CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL,
    CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId")
);

CREATE TABLE latency_red_minutes (
    minute timestamp with time zone NOT NULL,
    CONSTRAINT pk_latency_red_minutes PRIMARY KEY (minute)
);

CREATE TABLE latency_seconds (
    second bigint NOT NULL,
    replica uuid NOT NULL,
    count integer NOT NULL,
    sum_ms double precision NOT NULL,
    histogram integer[] NOT NULL,
    CONSTRAINT pk_latency_seconds PRIMARY KEY (second, replica),
    CONSTRAINT ck_latency_seconds_count CHECK (count > 0)
);

CREATE TABLE latency_status (
    id smallint NOT NULL,
    status text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_latency_status PRIMARY KEY (id),
    CONSTRAINT ck_latency_status_id CHECK (id = 1),
    CONSTRAINT ck_latency_status_status CHECK (status IN ('Green', 'Red'))
);

CREATE TABLE order_events (
    id bigint GENERATED ALWAYS AS IDENTITY,
    order_id uuid NOT NULL,
    type text NOT NULL,
    at timestamp with time zone NOT NULL,
    detail text NOT NULL,
    CONSTRAINT pk_order_events PRIMARY KEY (order_id, id)
);

CREATE TABLE order_steps (
    order_id uuid NOT NULL,
    step text NOT NULL,
    attempts integer NOT NULL,
    due_at timestamp with time zone,
    lease_until timestamp with time zone,
    lease_token uuid NOT NULL,
    refusal jsonb,
    traceparent text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_order_steps PRIMARY KEY (order_id),
    CONSTRAINT ck_order_steps_attempts CHECK (attempts >= 0),
    CONSTRAINT ck_order_steps_step CHECK (step IN ('Reserve', 'Commit', 'Release'))
);

CREATE TABLE orders (
    id uuid NOT NULL,
    customer_id character varying(100) NOT NULL,
    status text NOT NULL,
    message text NOT NULL,
    total numeric(20,2),
    refusal jsonb,
    attention_from text,
    idempotency_key character varying(255) NOT NULL,
    payload_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT ck_orders_attention_from CHECK ((status = 'NeedsAttention') = (attention_from IS NOT NULL)),
    CONSTRAINT ck_orders_refusal CHECK ((status = 'Rejected') = (refusal IS NOT NULL)),
    CONSTRAINT ck_orders_status CHECK (status IN ('Pending', 'Confirmed', 'Rejected', 'Shipping', 'Shipped', 'Delivered', 'Cancelling', 'Cancelled', 'NeedsAttention')),
    CONSTRAINT ck_orders_total CHECK (total IS NOT NULL OR status NOT IN ('Confirmed', 'Shipping', 'Shipped', 'Delivered'))
);

CREATE TABLE reconciliation (
    id smallint NOT NULL,
    began_at timestamp with time zone NOT NULL,
    lease_until timestamp with time zone NOT NULL,
    lease_token uuid NOT NULL,
    followed_at timestamp with time zone NOT NULL,
    followed_id uuid NOT NULL,
    swept_id uuid NOT NULL,
    report jsonb,
    CONSTRAINT pk_reconciliation PRIMARY KEY (id),
    CONSTRAINT ck_reconciliation_id CHECK (id = 1)
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

CREATE INDEX ix_order_steps_due_at ON order_steps (due_at);

CREATE INDEX ix_orders_customer_id_id ON orders (customer_id, id DESC);

CREATE INDEX ix_orders_status_id ON orders (status, id DESC);

CREATE INDEX ix_orders_updated_at_id ON orders (updated_at, id);

CREATE UNIQUE INDEX ux_orders_idempotency_key ON orders (idempotency_key);

CREATE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: the timeline is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER order_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_history();

CREATE FUNCTION refuse_to_orphan_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: the timeline is about it', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER orders_have_history BEFORE UPDATE OF id OR DELETE OR TRUNCATE ON orders
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_orphan_history();

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261125170029_Initial', '10.0.15');

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_stat_progress_create_index WHERE datname = current_database() AND relid = 'order_events'::regclass) THEN
        RAISE EXCEPTION 'another replica is making an index on order_events' USING ERRCODE = 'lock_not_available';
    END IF;
    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('ix_order_events_id') AND NOT indisvalid) THEN
        DROP INDEX ix_order_events_id;
    END IF;
    IF NOT EXISTS (SELECT FROM order_events) THEN
        CREATE INDEX IF NOT EXISTS ix_order_events_id ON order_events (id);
    END IF;
    PERFORM set_config('lock_timeout', '0', false);
END
$$;

CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_order_events_id ON order_events (id);

DO $$
BEGIN
    PERFORM set_config('lock_timeout', '1s', false);
    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = 'ix_order_events_id'::regclass AND NOT indisvalid) THEN
        RAISE EXCEPTION 'another replica is making ix_order_events_id' USING ERRCODE = 'lock_not_available';
    END IF;
END
$$;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261125214104_OrderEventsInOneOrder', '10.0.15');
