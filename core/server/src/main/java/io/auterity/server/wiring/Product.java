package io.auterity.server.wiring;

import io.auterity.control.access.Access;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.SecretVault;
import io.auterity.platform.time.Time;
import io.auterity.server.health.Dependency;
import io.auterity.server.idempotency.Idempotency;
import io.auterity.server.idempotency.store.IdempotencyStore;
import io.auterity.server.start.Places;
import java.security.SecureRandom;
import java.util.List;

/** The product: read from top to bottom, each part uses those above it. */
final class Product implements AutoCloseable {

  final Time time = Time.system();
  final SecureRandom random = new SecureRandom();
  final Ids ids = new Ids(time, random);
  final Binder binder = new Binder();
  final Catalogue catalogue = Catalogue.standard(binder);

  final Storage storage;
  final AuditLog audit;
  final SecretVault secrets;
  final Access access;
  final Idempotency idempotency;

  /** Makes the parts; nothing runs yet. */
  Product(Places places, Settings settings, Storage storage) {
    Database database = storage.database();
    this.storage = storage;
    this.audit = new AuditLog(database);
    this.secrets = new SecretVault(database, MasterKey.open(places.masterKey()), time);
    this.access = new Access(database, audit, ids, time, random);
    this.idempotency = new Idempotency(new IdempotencyStore(database), time, time.now());
  }

  /** Starts what runs by itself, in the order of the list. */
  Product start() {
    secrets.check();
    audit.start();
    access.start();
    return this;
  }

  /** What must work for this server to be ready. */
  List<Dependency> dependencies() {
    return List.of(storage);
  }

  /** Ends in the opposite order. */
  @Override
  public void close() {
    access.close();
    audit.close();
  }
}
