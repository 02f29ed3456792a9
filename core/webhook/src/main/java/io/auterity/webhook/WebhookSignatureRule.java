package io.auterity.webhook;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature rule of a vendor's webhooks: the scheme, header and encoding by which deliveries
 * are signed and verified.
 *
 * @param header that has it, lower case; empty where nothing is signed
 * @param prefix of the header's value, which is no part of the signature
 * @param base64 whether the signature is in Base64 and not in hexadecimal digits
 * @param pieces of the header
 * @param keyInBase64 whether secrets are bytes in Base64, perhaps behind {@code whsec_}, and not
 *     text
 */
public record WebhookSignatureRule(
    Scheme scheme,
    String header,
    String prefix,
    boolean base64,
    Pieces pieces,
    boolean keyInBase64) {

  private static final int KEY_BYTES = 32;
  private static final int MOST_SIGNATURES = 8;

  /** What stands before secrets in Standard Webhooks. */
  private static final String KEY_HEAD = "whsec_";

  /** What stands before the bytes of a key of Ed25519 in its X.509 form (RFC 8410). */
  private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  /**
   * How a header is made of pieces, such as {@code t=1,v1=ab}.
   *
   * @param signature name of the pieces that are signatures; null where the header is the signature
   * @param between what stands between pieces; null where that is a comma or a semicolon
   * @param after what stands after a piece's name
   */
  public record Pieces(@Nullable String signature, @Nullable String between, String after) {

    /** A header that is the signature. */
    public static final Pieces NONE = new Pieces(null, null, "=");

    private Pattern separator() {
      return between == null ? USUAL : Pattern.compile(Pattern.quote(between));
    }

    private static final Pattern USUAL = Pattern.compile("[,;]");
  }

  /** The ways of signing. */
  public enum Scheme {
    HMAC_SHA1("HmacSHA1"),
    HMAC_SHA256("HmacSHA256"),
    HMAC_SHA512("HmacSHA512"),
    /** The secret itself stands in the header. */
    TOKEN(""),
    /** The secret is the vendor's public key, in hexadecimal digits or Base64. */
    ED25519("Ed25519"),
    /** A token signed by a key that the vendor publishes, verified before this rule is asked. */
    JWT(""),
    NONE("");

    private final String algorithm;

    Scheme(String algorithm) {
      this.algorithm = algorithm;
    }

    /** As files name it, e.g. {@code hmac-sha256}. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public WebhookSignatureRule {
    header = header.toLowerCase(Locale.ROOT);
  }

  /** What a file says under {@code signature}. */
  public static WebhookSignatureRule of(Json.Obj said) {
    String wire = Objects.requireNonNullElse(said.text("scheme"), "none");
    Scheme scheme = Scheme.valueOf(wire.toUpperCase(Locale.ROOT).replace('-', '_'));
    boolean bearer = scheme == Scheme.JWT && said.text("header") == null;
    return new WebhookSignatureRule(
        scheme,
        Objects.requireNonNullElse(said.text("header"), bearer ? "authorization" : ""),
        Objects.requireNonNullElse(said.text("prefix"), bearer ? "Bearer " : ""),
        "base64".equals(said.text("encoding")),
        new Pieces(
            said.text("part"),
            said.text("between"),
            Objects.requireNonNullElse(said.text("after"), "=")),
        "base64".equals(said.text("key")));
  }

  /** The named parts of the header; of several with one name the first. */
  public Map<String, String> parts(Map<String, String> headers) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String piece : pieces(headers)) {
      int end = piece.indexOf(pieces.after());
      if (end > 0) {
        parts.putIfAbsent(piece.substring(0, end), piece.substring(end + pieces.after().length()));
      }
    }
    return parts;
  }

  /**
   * Whether what was signed bears the signature of one of the secrets; compared in constant time.
   * Of several signatures the first eight count.
   *
   * @param signed bytes that the vendor says it signed
   */
  public boolean verifies(Map<String, String> headers, byte[] signed, List<String> secrets) {
    List<String> given = given(headers);
    boolean verified = scheme == Scheme.NONE;
    for (String secret : given.isEmpty() ? List.<String>of() : secrets) {
      verified |= !secret.isEmpty() && matches(secret, given, signed);
    }
    return verified;
  }

  /** Why no signature can ever be verified by a secret; empty when it is usable. */
  public Optional<String> flaw(String secret) {
    boolean sound =
        switch (scheme) {
          case NONE, JWT -> true;
          case TOKEN -> secret.chars().allMatch(c -> c > ' ' && c < 127);
          case ED25519 -> publicKey(secret) != null;
          default -> !keyInBase64 || key(secret) != null;
        };
    return sound
        ? Optional.empty()
        : Optional.of(
            switch (scheme) {
              case TOKEN -> "it stands in a header: letters, digits and signs without blanks";
              case ED25519 ->
                  "it is the vendor's public key: 32 bytes in hexadecimal digits or Base64";
              default -> "its bytes stand in Base64, perhaps behind " + KEY_HEAD;
            });
  }

  /** Whether the delivery bears a signature at all. */
  public boolean signed(Map<String, String> headers) {
    return !given(headers).isEmpty();
  }

  private List<String> given(Map<String, String> headers) {
    if (pieces.signature() != null) {
      String name = pieces.signature() + pieces.after();
      return pieces(headers).stream()
          .filter(piece -> piece.startsWith(name))
          .map(piece -> piece.substring(name.length()))
          .limit(MOST_SIGNATURES)
          .toList();
    }
    String value = headers.get(header);
    return value == null || !value.startsWith(prefix)
        ? List.of()
        : List.of(value.substring(prefix.length()));
  }

  private List<String> pieces(Map<String, String> headers) {
    String value = headers.get(header);
    List<String> found = new ArrayList<>();
    if (value != null && value.startsWith(prefix)) {
      for (String piece : pieces.separator().split(value.substring(prefix.length()), -1)) {
        found.add(piece.strip());
      }
    }
    return found;
  }

  private boolean matches(String secret, List<String> given, byte[] signed) {
    try {
      return switch (scheme) {
        case NONE -> true;
        case JWT -> false;
        case TOKEN -> any(given.stream().map(WebhookSignatureRule::bytes), bytes(secret));
        case ED25519 -> byKey(secret, given, signed);
        default -> {
          byte[] key = keyInBase64 ? key(secret) : bytes(secret);
          yield key != null && any(decoded(given), hmac(key, signed));
        }
      };
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean any(Stream<byte[]> given, byte[] right) {
    return given.map(one -> MessageDigest.isEqual(one, right)).reduce(false, Boolean::logicalOr);
  }

  private Stream<byte[]> decoded(List<String> given) {
    return given.stream().flatMap(one -> Stream.ofNullable(decoded(one, base64)));
  }

  private static byte @Nullable [] key(String secret) {
    String text = secret.startsWith(KEY_HEAD) ? secret.substring(KEY_HEAD.length()) : secret;
    byte[] key = decoded(text.replace('-', '+').replace('_', '/'), true);
    return key == null || key.length == 0 ? null : key;
  }

  private byte[] hmac(byte[] key, byte[] signed) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(scheme.algorithm);
    mac.init(new SecretKeySpec(key, scheme.algorithm));
    return mac.doFinal(signed);
  }

  private boolean byKey(String secret, List<String> given, byte[] signed)
      throws GeneralSecurityException {
    byte[] key = publicKey(secret);
    if (key == null) {
      return false;
    }
    byte[] whole = new byte[ED25519_HEAD.length + KEY_BYTES];
    System.arraycopy(ED25519_HEAD, 0, whole, 0, ED25519_HEAD.length);
    System.arraycopy(key, 0, whole, ED25519_HEAD.length, KEY_BYTES);
    PublicKey known =
        KeyFactory.getInstance(scheme.algorithm).generatePublic(new X509EncodedKeySpec(whole));
    boolean verified = false;
    for (byte[] one : decoded(given).toList()) {
      Signature signature = Signature.getInstance(scheme.algorithm);
      signature.initVerify(known);
      signature.update(signed);
      verified |= signature.verify(one);
    }
    return verified;
  }

  private static byte @Nullable [] publicKey(String secret) {
    byte[] hex = decoded(secret, false);
    byte[] key = hex == null ? decoded(secret, true) : hex;
    return key == null || key.length != KEY_BYTES ? null : key;
  }

  private static byte @Nullable [] decoded(String text, boolean base64) {
    try {
      return base64 ? Base64.getDecoder().decode(text) : HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
