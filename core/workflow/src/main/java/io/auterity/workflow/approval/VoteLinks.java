package io.auterity.workflow.approval;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.secret.ContentSeal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Links by which one user votes on one approval, until it is over, on what was shown when the link
 * was made. Each has a mark that only a holder of the key file can make; none is kept.
 *
 * @param seal makes the marks
 */
public record VoteLinks(ContentSeal seal) {

  /** Where votes are given, before the token. */
  public static final String PATH = "/votes/";

  /** The capability that sends them. */
  public static final String CARRIER = "mail.message.send";

  private static final int DIGEST = 32;
  private static final int MARK = 8;
  private static final int FIXED = 4 * Long.BYTES + Long.BYTES + DIGEST;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{110,700}");

  /**
   * What a link is for.
   *
   * @param user id of who votes
   * @param digest of what was shown and where it was sent
   * @param until when it ends
   */
  public record VoteLink(
      TenantScope scope, UUID approval, String user, String digest, Instant until) {}

  /**
   * Digest of what was shown and where it was sent.
   *
   * @param shown digest that the approval has
   */
  public static String digest(String shown, String address) {
    return HexFormat.of()
        .formatHex(Sha256.of("%s/%s".formatted(shown, address.toLowerCase(Locale.ROOT))));
  }

  /** The token of a link, the same each time that it is made. */
  public String token(VoteLink link) {
    byte[] user = link.user().getBytes(StandardCharsets.UTF_8);
    UUID tenant = link.scope().tenant();
    byte[] said =
        ByteBuffer.allocate(FIXED + user.length)
            .putLong(tenant.getMostSignificantBits())
            .putLong(tenant.getLeastSignificantBits())
            .putLong(link.approval().getMostSignificantBits())
            .putLong(link.approval().getLeastSignificantBits())
            .putLong(link.until().getEpochSecond())
            .put(HexFormat.of().parseHex(link.digest()))
            .put(user)
            .array();
    byte[] token =
        ByteBuffer.allocate(2 * MARK + said.length)
            .put(seal.mark(half(said, 0)))
            .put(seal.mark(half(said, 1)))
            .put(said)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** What the link is for whose token this is; empty when none was made so. */
  public Optional<VoteLink> read(String token) {
    if (!TOKEN.matcher(token).matches() || token.length() % 4 == 1) {
      return Optional.empty();
    }
    byte[] bytes = Base64.getUrlDecoder().decode(token);
    if (bytes.length <= 2 * MARK + FIXED) {
      return Optional.empty();
    }
    byte[] said = Arrays.copyOfRange(bytes, 2 * MARK, bytes.length);
    boolean made =
        seal.marked(half(said, 0), Arrays.copyOf(bytes, MARK))
            && seal.marked(half(said, 1), Arrays.copyOfRange(bytes, MARK, 2 * MARK));
    return made ? Optional.of(link(ByteBuffer.wrap(said))) : Optional.empty();
  }

  private static VoteLink link(ByteBuffer said) {
    TenantScope scope = TenantScope.recovered(new UUID(said.getLong(), said.getLong()));
    UUID approval = new UUID(said.getLong(), said.getLong());
    Instant until = Instant.ofEpochSecond(said.getLong());
    byte[] digest = new byte[DIGEST];
    said.get(digest);
    byte[] user = new byte[said.remaining()];
    said.get(user);
    return new VoteLink(
        scope,
        approval,
        new String(user, StandardCharsets.UTF_8),
        HexFormat.of().formatHex(digest),
        until);
  }

  // Two marks of eight bytes each: one alone could be found by trying. No other mark is of content
  // that begins so.
  private static byte[] half(byte[] said, int number) {
    byte[] what = "vote/%d/".formatted(number).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(what.length + said.length).put(what).put(said).array();
  }
}
