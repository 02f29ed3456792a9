package io.auterity.server.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The secret of whoever operates this installation: it creates tenants and does nothing else. It
 * stands in {@code operator.key} of the data directory, readable by its owner alone.
 */
public final class OperatorKey {

  private static final int BYTES = 32;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final byte[] secret;

  private OperatorKey(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the key of a data directory, made when it has none.
   *
   * @throws StartFailedException when the file cannot be read or written
   */
  public static OperatorKey of(Path data, RandomGenerator random) {
    Path file = data.resolve("operator.key");
    try {
      if (!Files.exists(file)) {
        write(file, fresh(random));
      }
      return new OperatorKey(Files.readString(file).strip());
    } catch (IOException e) {
      throw new StartFailedException(ExitCode.SURROUNDINGS, "Cannot use " + file + ".", e);
    }
  }

  private static void write(Path file, String secret) throws IOException {
    Path part = file.resolveSibling("operator.key.part");
    Files.deleteIfExists(part);
    Files.createFile(part, OWNER_ONLY);
    Files.writeString(part, secret + System.lineSeparator());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String fresh(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return "ok_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A key for one purpose of this installation; equal after each start. */
  public byte[] derived(String purpose) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(purpose.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return digest.digest(secret);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compares in constant time. */
  public boolean matches(String shown) {
    return MessageDigest.isEqual(secret, shown.getBytes(StandardCharsets.UTF_8));
  }
}
