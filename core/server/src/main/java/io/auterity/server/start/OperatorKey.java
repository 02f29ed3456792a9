package io.auterity.server.start;

import io.auterity.platform.call.Bearer;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.file.OwnerOnlyFile;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The secret of the operator of this installation: it allows what concerns all tenants, and nothing
 * of any one of them. It stands in {@code operator.key} of the data directory, readable by its
 * owner alone.
 */
public final class OperatorKey {

  private static final int BYTES = 32;

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
        OwnerOnlyFile.write(file, fresh(random) + System.lineSeparator());
      }
      return new OperatorKey(Files.readString(file).strip());
    } catch (IOException e) {
      throw UnusablePath.file(file, e);
    }
  }

  private static String fresh(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return "ok_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A key for one purpose of this installation; equal after each start. */
  public byte[] derived(String purpose) {
    return Sha256.of(purpose, secret);
  }

  /**
   * Lets only a request pass that shows this key.
   *
   * @param authorization its header of that name
   * @throws CallFailedException {@code unauthenticated}
   */
  public void require(@Nullable String authorization) {
    if (Bearer.token(authorization).filter(this::matches).isEmpty()) {
      throw new CallFailedException(
          FailureCode.UNAUTHENTICATED,
          "this takes the operator's key, from operator.key in the data directory");
    }
  }

  // In constant time.
  boolean matches(String shown) {
    return MessageDigest.isEqual(secret, shown.getBytes(StandardCharsets.UTF_8));
  }
}
