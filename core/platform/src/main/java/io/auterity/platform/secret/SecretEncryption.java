package io.auterity.platform.secret;

import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.secret.store.SecretStore;
import io.auterity.platform.secret.store.SecretStore.SecretRow;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the secrets in the database by envelope encryption under the newest master key, and
 * rotates that key. Each value is bound to its tenant, name and version, so that a row moved
 * elsewhere cannot be decrypted.
 */
public final class SecretEncryption {

  private final Database database;
  private final MasterKey key;
  private final Time time;
  private final SecretStore store;
  private final ReentrantLock rotating = new ReentrantLock();

  SecretEncryption(Database database, MasterKey key, Time time, SecretStore store) {
    this.database = database;
    this.key = key;
    this.time = time;
    this.store = store;
  }

  /** Encrypts under the key that another server has added, as soon as it has. */
  public void follow(ChangeFeed changes) {
    changes.follow(ChangeFeed.Topic.SECRET, tenant -> key.follow(), key::follow);
  }

  /**
   * Checks at the start that the key file can read what the database holds.
   *
   * @throws SecretsRefusedException when it lacks a key, e.g. because it was made anew
   */
  public void check() {
    Set<Integer> lacking = new HashSet<>(database.asEngine(EngineJob.SECRETS, store::keysInUse));
    lacking.removeAll(key.ids());
    if (!lacking.isEmpty()) {
      throw new SecretsRefusedException(
          "The key file %s lacks keys %s that secrets in the database need: put the file back that belongs to it."
              .formatted(key.file(), lacking));
    }
  }

  /** The number of the key under which secrets are encrypted now. */
  public int key() {
    return key.id();
  }

  /**
   * Adds a master key and encrypts every version of every secret under it.
   *
   * @return how many there were
   * @throws CallFailedException {@code conflict} while another rotation is under way
   * @throws SecretsRefusedException when the key file cannot be written; nothing has changed then
   */
  public int rotate() {
    if (!rotating.tryLock()) {
      throw new CallFailedException(FailureCode.CONFLICT, "a rotation is under way already");
    }
    try {
      key.rotate();
      return moveAll();
    } finally {
      rotating.unlock();
    }
  }

  private int moveAll() {
    int total = 0;
    int moved;
    do {
      moved = database.asEngine(EngineJob.SECRETS, this::moveSome);
      total += moved;
    } while (moved > 0);
    return total;
  }

  private int moveSome(EngineTransaction tx) {
    List<SecretRow> rows = store.underOtherKeys(tx, key.id());
    for (SecretRow row : rows) {
      store.replace(tx, encrypted(row.tenant(), row.name(), row.version(), decrypted(row)));
    }
    return rows.size();
  }

  /**
   * Adds a version.
   *
   * @param author name of who stores it; null where no principal did
   */
  void add(
      Transaction tx,
      UUID tenant,
      String name,
      int version,
      String value,
      @Nullable String author) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    store.add(tx, encrypted(tenant, name, version, bytes), time.now(), author);
  }

  /** The value of a row. */
  String value(SecretRow row) {
    return new String(decrypted(row), StandardCharsets.UTF_8);
  }

  private SecretRow encrypted(UUID tenant, String name, int version, byte[] value) {
    MasterKey.Sealed sealed = key.encrypt(value, place(tenant, name, version));
    return new SecretRow(tenant, name, version, sealed.keyId(), sealed.ciphertext());
  }

  private byte[] decrypted(SecretRow row) {
    return key.decrypt(row.ciphertext(), place(row.tenant(), row.name(), row.version()));
  }

  private static byte[] place(UUID tenant, String name, int version) {
    return (tenant + "/" + version + "/" + name).getBytes(StandardCharsets.UTF_8);
  }
}
