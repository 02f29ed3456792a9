package io.auterity.platform.transport;

import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private RSA key that signs JSON Web Tokens (RFC 7515, {@code RS256}). */
public record RsaKey(PrivateKey key) {

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private static final Pattern PEM =
      Pattern.compile(
          "(?s)\\s*-----BEGIN (RSA )?PRIVATE KEY-----(.+)-----END (?:RSA )?PRIVATE KEY-----\\s*");

  /** Of PKCS #8 around PKCS #1: version 0, and rsaEncryption without parameters. */
  private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;

  /**
   * Reads a PEM text of PKCS #8 or, as GitHub gives it, PKCS #1. What is wrong with it is told
   * without it.
   *
   * @throws CallFailedException {@code invalid}
   */
  public static RsaKey read(String pem) {
    Matcher found = PEM.matcher(pem);
    if (!found.matches()) {
      throw flaw("it is no PEM text of a private key");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(found.group(2));
      byte[] pkcs8 = found.group(1) == null ? bytes : wrapped(bytes);
      return new RsaKey(
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Its message might tell of the key.
      throw flaw("it is no RSA key");
    }
  }

  /** A signed token with these claims; the head says besides what {@code head} does. */
  String jwt(Json.Obj head, Json.Obj claims) {
    Json.Obj whole = Json.EMPTY.with("alg", Json.of("RS256")).with("typ", Json.of("JWT"));
    for (Map.Entry<String, Json> field : head.fields().entrySet()) {
      whole = whole.with(field.getKey(), field.getValue());
    }
    String text = encoded(JsonWriter.bytes(whole)) + "." + encoded(JsonWriter.bytes(claims));
    return text + "." + encoded(signed(text));
  }

  @Override
  public String toString() {
    return "(secret)";
  }

  private byte[] signed(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw flaw("it cannot sign");
    }
  }

  private static byte[] wrapped(byte[] pkcs1) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(RSA);
    inner.writeBytes(element(OCTETS, pkcs1));
    return element(SEQUENCE, inner.toByteArray());
  }

  /** An element of DER, whose length takes two bytes as that of each RSA key does. */
  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    out.write(0x82);
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static String encoded(byte[] bytes) {
    return URL.encodeToString(bytes);
  }

  private static CallFailedException flaw(String what) {
    return new CallFailedException(
        FailureCode.INVALID, what + "; store the file as the vendor gave it");
  }
}
