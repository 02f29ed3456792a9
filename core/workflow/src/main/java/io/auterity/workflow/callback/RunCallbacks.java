package io.auterity.workflow.callback;

import io.auterity.platform.secret.ContentSeal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Addresses of callbacks. Each says of which run and step it is, with a mark that only a holder of
 * the key file can make: none is kept, and one is known before its step begins.
 */
public record RunCallbacks(ContentSeal seal) {

  /** Where callbacks are sent, before the token. */
  public static final String PATH = "/callbacks/";

  private static final int ID = 2 * Long.BYTES;
  private static final int MARK = 8;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{32}");

  /** Whose an address is. */
  public record CalledStep(UUID run, String step) {}

  /**
   * The address for a step of a run.
   *
   * @param server address of the one that accepted the run, without a slash at its end
   */
  public String of(String server, UUID run, String step) {
    byte[] id = id(run);
    byte[] token = Arrays.copyOf(id, ID + MARK);
    System.arraycopy(seal.mark(marked(id, step)), 0, token, ID, MARK);
    return server
        + PATH
        + Base64.getUrlEncoder().withoutPadding().encodeToString(token)
        + "/"
        + step;
  }

  /** Whose the address is that ends so; empty when none was made so. */
  public Optional<CalledStep> read(String token, String step) {
    if (!TOKEN.matcher(token).matches()) {
      return Optional.empty();
    }
    byte[] bytes = Base64.getUrlDecoder().decode(token);
    byte[] id = Arrays.copyOf(bytes, ID);
    byte[] mark = Arrays.copyOfRange(bytes, ID, bytes.length);
    if (!seal.marked(marked(id, step), mark)) {
      return Optional.empty();
    }
    ByteBuffer read = ByteBuffer.wrap(id);
    return Optional.of(new CalledStep(new UUID(read.getLong(), read.getLong()), step));
  }

  private static byte[] id(UUID run) {
    return ByteBuffer.allocate(ID)
        .putLong(run.getMostSignificantBits())
        .putLong(run.getLeastSignificantBits())
        .array();
  }

  private static byte[] marked(byte[] id, String step) {
    byte[] name = step.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(id.length + name.length).put(id).put(name).array();
  }
}
