CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL,
    CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId")
);

CREATE SEQUENCE gremlin_calls START WITH 1 INCREMENT BY 1 NO CYCLE;

CREATE TABLE gremlin (
    id smallint NOT NULL,
    plan jsonb NOT NULL,
    configured_plan jsonb,
    counted_from bigint NOT NULL,
    CONSTRAINT pk_gremlin PRIMARY KEY (id),
    CONSTRAINT ck_gremlin_id CHECK (id = 1)
);

CREATE TABLE movements (
    id bigint GENERATED ALWAYS AS IDENTITY,
    sku character varying(64) COLLATE "C" NOT NULL,
    kind character varying(16) NOT NULL,
    on_hand_delta bigint NOT NULL,
    reserved_delta bigint NOT NULL,
    order_id uuid,
    idempotency_key character varying(255),
    reason character varying(200),
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_movements PRIMARY KEY (sku, id),
    CONSTRAINT ck_movements_commit CHECK (kind <> 'Commit' OR (on_hand_delta < 0 AND reserved_delta = on_hand_delta)),
    CONSTRAINT ck_movements_kind CHECK (kind IN ('Stock', 'Reserve', 'Commit', 'Release', 'Lapse')),
    CONSTRAINT ck_movements_let_go CHECK (kind NOT IN ('Release', 'Lapse') OR (on_hand_delta = 0 AND reserved_delta < 0)),
    CONSTRAINT ck_movements_order_id CHECK ((order_id IS NULL) = (kind = 'Stock')),
    CONSTRAINT ck_movements_reserve CHECK (kind <> 'Reserve' OR (on_hand_delta = 0 AND reserved_delta > 0)),
    CONSTRAINT ck_movements_stock CHECK (kind <> 'Stock' OR (on_hand_delta <> 0 AND reserved_delta = 0 AND idempotency_key IS NOT NULL AND reason IS NOT NULL))
);

CREATE TABLE products (
    sku character varying(64) COLLATE "C" NOT NULL,
    name character varying(200) NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    on_hand bigint NOT NULL DEFAULT 0,
    reserved bigint NOT NULL DEFAULT 0,
    created_at timestamp with time zone NOT NULL DEFAULT (now()),
    moved_at timestamp with time zone NOT NULL DEFAULT (now()),
    CONSTRAINT pk_products PRIMARY KEY (sku),
    CONSTRAINT ck_products_stock CHECK (0 <= reserved AND reserved <= on_hand),
    CONSTRAINT ck_products_unit_price CHECK (unit_price >= 0)
)
WITH (fillfactor=50);

CREATE TABLE reservations (
    order_id uuid NOT NULL,
    state character varying(16) NOT NULL,
    expires_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_reservations PRIMARY KEY (order_id),
    CONSTRAINT ck_reservations_expires_at CHECK (expires_at IS NULL OR state = 'Reserved'),
    CONSTRAINT ck_reservations_state CHECK (state IN ('Reserved', 'Committed', 'Released', 'Lapsed'))
);

CREATE TABLE reservation_lines (
    sku character varying(64) COLLATE "C" NOT NULL,
    order_id uuid NOT NULL,
    quantity integer NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    CONSTRAINT pk_reservation_lines PRIMARY KEY (order_id, sku),
    CONSTRAINT ck_reservation_lines_quantity CHECK (quantity > 0),
    CONSTRAINT fk_reservation_lines_reservations FOREIGN KEY (order_id) REFERENCES reservations (order_id) ON DELETE RESTRICT
);

CREATE UNIQUE INDEX ux_movements_close ON movements (order_id, sku) WHERE kind IN ('Commit', 'Release', 'Lapse');

CREATE UNIQUE INDEX ux_movements_idempotency_key ON movements (idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE UNIQUE INDEX ux_movements_reserve ON movements (order_id, sku) WHERE kind = 'Reserve';

CREATE INDEX ix_reservations_expires_at ON reservations (expires_at) WHERE expires_at IS NOT NULL;

CREATE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: the ledger is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER movements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON movements
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_history();

CREATE FUNCTION refuse_to_orphan_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: the ledger is about it', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER products_have_history BEFORE UPDATE OF sku OR DELETE OR TRUNCATE ON products
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_orphan_history();

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261125170033_Initial', '10.0.15');
