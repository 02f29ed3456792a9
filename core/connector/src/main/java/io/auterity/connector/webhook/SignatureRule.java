package io.auterity.connector.webhook;

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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * By what a vendor shows that it sent something.
 *
 * @param header that has it, lower case; empty where nothing is signed
 * @param prefix of the header's value, which is no part of the signature
 * @param base64 whether the signature is in Base64 and not in hexadecimal digits
 * @param part name of the signature inside a header such as {@code t=1,v1=ab}; null where the
 *     header is the signature
 */
public record SignatureRule(
    Scheme scheme, String header, String prefix, boolean base64, @Nullable String part) {

  private static final int KEY_BYTES = 32;

  /** What stands before the bytes of a key of Ed25519 in its X.509 form (RFC 8410). */
  private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  /** The ways of signing. */
  public enum Scheme {
    HMAC_SHA1("HmacSHA1"),
    HMAC_SHA256("HmacSHA256"),
    HMAC_SHA512("HmacSHA512"),
    /** The secret itself stands in the header. */
    TOKEN(""),
    /** The secret is the vendor's public key, in hexadecimal digits or Base64. */
    ED25519("Ed25519"),
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

  public SignatureRule {
    Objects.requireNonNull(scheme);
    header = header.toLowerCase(Locale.ROOT);
    Objects.requireNonNull(prefix);
  }

  /** What a file says under {@code signature}. */
  public static SignatureRule of(Json.Obj said) {
    String scheme = Objects.requireNonNullElse(said.text("scheme"), "none");
    return new SignatureRule(
        Scheme.valueOf(scheme.toUpperCase(Locale.ROOT).replace('-', '_')),
        Objects.requireNonNullElse(said.text("header"), ""),
        Objects.requireNonNullElse(said.text("prefix"), ""),
        "base64".equals(said.text("encoding")),
        said.text("part"));
  }

  /** The named parts of the header; of several with one name the first. */
  public Map<String, String> parts(Map<String, String> headers) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String piece : pieces(headers)) {
      int equals = piece.indexOf('=');
      if (equals > 0) {
        parts.putIfAbsent(piece.substring(0, equals), piece.substring(equals + 1));
      }
    }
    return parts;
  }

  /**
   * Whether what was signed bears the signature of one of the secrets; compared in constant time.
   *
   * @param signed bytes that the vendor says it signed
   */
  public boolean verifies(Map<String, String> headers, byte[] signed, List<String> secrets) {
    List<String> given = given(headers);
    boolean verified = scheme == Scheme.NONE;
    for (String secret : secrets) {
      for (String signature : given) {
        verified |= matches(secret, signature, signed);
      }
    }
    return verified;
  }

  /** Whether the delivery bears a signature at all. */
  public boolean signed(Map<String, String> headers) {
    return !given(headers).isEmpty();
  }

  private List<String> given(Map<String, String> headers) {
    String name = part;
    if (name != null) {
      return pieces(headers).stream()
          .filter(piece -> piece.startsWith(name + "="))
          .map(piece -> piece.substring(name.length() + 1))
          .toList();
    }
    String value = headers.get(header);
    return value == null || !value.startsWith(prefix)
        ? List.of()
        : List.of(value.substring(prefix.length()));
  }

  private List<String> pieces(Map<String, String> headers) {
    String value = headers.get(header);
    List<String> pieces = new ArrayList<>();
    if (value != null && value.startsWith(prefix)) {
      for (String piece : value.substring(prefix.length()).split("[,;]", -1)) {
        pieces.add(piece.strip());
      }
    }
    return pieces;
  }

  private boolean matches(String secret, String signature, byte[] signed) {
    if (secret.isEmpty()) {
      return false;
    }
    if (scheme == Scheme.TOKEN) {
      return MessageDigest.isEqual(bytes(secret), bytes(signature));
    }
    byte[] given = decoded(signature, base64);
    try {
      return given != null
          && (scheme == Scheme.ED25519
              ? byKey(secret, given, signed)
              : MessageDigest.isEqual(hmac(secret, signed), given));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private byte[] hmac(String secret, byte[] signed) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(scheme.algorithm);
    mac.init(new SecretKeySpec(bytes(secret), scheme.algorithm));
    return mac.doFinal(signed);
  }

  private boolean byKey(String secret, byte[] given, byte[] signed)
      throws GeneralSecurityException {
    byte[] hex = decoded(secret, false);
    byte[] key = hex == null ? decoded(secret, true) : hex;
    if (key == null || key.length != KEY_BYTES) {
      return false;
    }
    byte[] whole = new byte[ED25519_HEAD.length + KEY_BYTES];
    System.arraycopy(ED25519_HEAD, 0, whole, 0, ED25519_HEAD.length);
    System.arraycopy(key, 0, whole, ED25519_HEAD.length, KEY_BYTES);
    PublicKey known =
        KeyFactory.getInstance(scheme.algorithm).generatePublic(new X509EncodedKeySpec(whole));
    Signature signature = Signature.getInstance(scheme.algorithm);
    signature.initVerify(known);
    signature.update(signed);
    return signature.verify(given);
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
