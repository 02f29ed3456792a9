package io.auterity.platform.secret;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.auterity.platform.file.OwnerOnlyFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master keys (key encryption keys) of the envelope encryption of secrets, kept in one file
 * outside the data directory. Each value is encrypted under a fresh data key of its own, and that
 * key under the newest one of this file; after a key rotation the older ones stay, so that what was
 * encrypted before, backups included, can be read.
 */
public final class MasterKey {

  private static final Logger LOG = LoggerFactory.getLogger(MasterKey.class);

  private static final String HMAC = "HmacSHA256";
  private static final String MARKS = "auterity marks";
  private static final int MARK_BYTES = 8;

  private final Path file;
  private volatile Keys keys;

  private MasterKey(Path file, Keys keys) {
    this.file = file;
    this.keys = keys;
  }

  /**
   * Reads the file, or makes it when there is none.
   *
   * @throws SecretsRefusedException when others may read the file, or it holds no keys
   */
  public static MasterKey open(Path file) {
    try {
      AeadConfig.register();
      return new MasterKey(file, Files.exists(file) ? read(file) : create(file));
    } catch (IOException | GeneralSecurityException e) {
      throw new SecretsRefusedException(
          "Cannot use the key file %s: %s.".formatted(file, e.getMessage()), e);
    }
  }

  private static Keys read(Path file) throws IOException, GeneralSecurityException {
    if (!OwnerOnlyFile.isPrivate(file)) {
      throw new SecretsRefusedException(
          "Others may read the key file " + file + ": allow its owner only (chmod 600).");
    }
    return Keys.of(
        TinkJsonProtoKeysetFormat.parseKeyset(
            Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
  }

  private static Keys create(Path file) throws IOException, GeneralSecurityException {
    KeysetHandle handle =
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
    write(file, handle);
    return Keys.of(handle);
  }

  private static void write(Path file, KeysetHandle handle)
      throws IOException, GeneralSecurityException {
    OwnerOnlyFile.write(
        file,
        TinkJsonProtoKeysetFormat.serializeKeyset(
            handle, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
  }

  /** Takes in what another server on the same database has added to the file. */
  void follow() {
    try {
      refresh();
    } catch (IOException | GeneralSecurityException | SecretsRefusedException e) {
      LOG.warn("The key file {} cannot be read again: {}", file, e.getMessage());
    }
  }

  private synchronized void refresh() throws IOException, GeneralSecurityException {
    keys = read(file);
  }

  /**
   * Adds a key; from now on it encrypts. The file is written before the key is used, behind a lock
   * that other servers with the same file wait for.
   */
  synchronized void rotate() {
    try (FileChannel lock =
        FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      var _ = lock.lock();
      refresh();
      KeysetHandle handle =
          KeysetHandle.newBuilder(keys.handle())
              .setConfiguration(RegistryConfiguration.get())
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                      .withRandomId()
                      .makePrimary())
              .build();
      write(file, handle);
      keys = Keys.of(handle);
    } catch (IOException | GeneralSecurityException e) {
      throw new SecretsRefusedException(
          "Cannot add a key to the key file %s: %s.".formatted(file, e.getMessage()), e);
    }
  }

  Path file() {
    return file;
  }

  /** The number of the key that encrypts. */
  int id() {
    return keys.handle().getPrimary().getId();
  }

  /** The numbers of all keys in the file. */
  Set<Integer> ids() {
    KeysetHandle handle = keys.handle();
    return IntStream.range(0, handle.size())
        .mapToObj(index -> handle.getAt(index).getId())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Encrypts a value for one place; under another place it cannot be decrypted. */
  Sealed encrypt(byte[] value, byte[] place) {
    Keys current = keys;
    try {
      return new Sealed(
          current.handle().getPrimary().getId(), current.envelope().encrypt(value, place));
    } catch (GeneralSecurityException e) {
      throw new SecretsRefusedException("A secret cannot be encrypted.", e);
    }
  }

  byte[] decrypt(byte[] ciphertext, byte[] place) {
    try {
      return keys.envelope().decrypt(ciphertext, place);
    } catch (GeneralSecurityException e) {
      return decryptAnew(ciphertext, place);
    }
  }

  // Another server on the same database may have added a key to the file.
  private byte[] decryptAnew(byte[] ciphertext, byte[] place) {
    try {
      refresh();
    } catch (IOException | GeneralSecurityException | SecretsRefusedException e) {
      throw SecretsRefusedException.unread(
          "A secret cannot be decrypted, as the key file %s cannot be read again: %s"
              .formatted(file, e.getMessage()),
          e);
    }
    try {
      return keys.envelope().decrypt(ciphertext, place);
    } catch (GeneralSecurityException e) {
      throw new SecretsRefusedException(
          "A secret cannot be decrypted with the keys in " + file + ".", e);
    }
  }

  /** Eight bytes of a content that only who has this file can make, under the newest key. */
  byte[] mark(byte[] content) {
    return mark(keys.handle().getPrimary(), content);
  }

  /** As {@link #mark}, under the oldest key, which stays when one is added. */
  byte[] lastingMark(byte[] content) {
    return mark(keys.handle().getAt(0), content);
  }

  /** Whether it is the mark of that content under any key of the file; in constant time. */
  boolean marked(byte[] content, byte[] mark) {
    KeysetHandle handle = keys.handle();
    boolean found = false;
    for (int i = 0; i < handle.size(); i++) {
      found |= MessageDigest.isEqual(mark, mark(handle.getAt(i), content));
    }
    return found;
  }

  // Under a key of its own, which is made of the key that encrypts.
  @AccessesPartialKey
  private static byte[] mark(KeysetHandle.Entry entry, byte[] content) {
    byte[] raw =
        ((AesGcmKey) entry.getKey()).getKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
    byte[] own = hmac(raw, MARKS.getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(hmac(own, content), MARK_BYTES);
  }

  private static byte[] hmac(byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new SecretsRefusedException("A mark cannot be made.", e);
    }
  }

  /** A value as it is stored, and the number of the key it was encrypted with. */
  @SuppressWarnings("ArrayRecordComponent")
  record Sealed(int keyId, byte[] ciphertext) {}

  private record Keys(KeysetHandle handle, Aead envelope) {
    static Keys of(KeysetHandle handle) throws GeneralSecurityException {
      Aead outer = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
      return new Keys(handle, KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, outer));
    }
  }
}
