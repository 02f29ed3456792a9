package io.auterity.control.identity;

import io.auterity.spi.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens as issuers do, and as others do who would like to be one. */
final class TokenForge {

  static final String ISSUER = "https://issuer.test/realm";
  static final String CLIENT = "console";

  final KeyPair rsa = pair("RSA", 2048);
  final KeyPair ec = curve();

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  /** Claims of a token that was given just now. */
  static Json.Obj claims(Instant now) {
    return Json.EMPTY
        .with("iss", Json.of(ISSUER))
        .with("aud", Json.of(CLIENT))
        .with("sub", Json.of("ada"))
        .with("iat", Json.of(now.getEpochSecond()))
        .with("exp", Json.of(now.getEpochSecond() + 300))
        .with("nonce", Json.of("n-1"));
  }

  static Json.Obj header(String algorithm, String key) {
    return Json.EMPTY.with("alg", Json.of(algorithm)).with("kid", Json.of(key));
  }

  /** The key set of this issuer: {@code r1} of RSA and {@code e1} of a curve. */
  Json.Obj set() {
    return Json.EMPTY.with("keys", Json.array(List.of(rsaKey("r1"), ecKey("e1"))));
  }

  Json.Obj rsaKey(String id) {
    RSAPublicKey key = (RSAPublicKey) rsa.getPublic();
    return Json.EMPTY
        .with("kty", Json.of("RSA"))
        .with("kid", Json.of(id))
        .with("use", Json.of("sig"))
        .with("n", Json.of(number(key.getModulus(), 256)))
        .with("e", Json.of(number(key.getPublicExponent(), 3)));
  }

  Json.Obj ecKey(String id) {
    ECPublicKey key = (ECPublicKey) ec.getPublic();
    return Json.EMPTY
        .with("kty", Json.of("EC"))
        .with("kid", Json.of(id))
        .with("crv", Json.of("P-256"))
        .with("x", Json.of(number(key.getW().getAffineX(), 32)))
        .with("y", Json.of(number(key.getW().getAffineY(), 32)));
  }

  String rs256(Json.Obj header, Json.Obj claims) {
    return signed(header, claims, rsa, "SHA256withRSA");
  }

  String es256(Json.Obj header, Json.Obj claims) {
    return signed(header, claims, ec, "SHA256withECDSAinP1363Format");
  }

  /** Signed with a public key that everybody knows, taken for a secret. */
  String hs256(Json.Obj header, Json.Obj claims, byte[] secret) {
    String text = part(header) + "." + part(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return text + "." + URL.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String part(Json.Obj object) {
    return encoded(object.toString());
  }

  static String encoded(String text) {
    return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String signed(Json.Obj header, Json.Obj claims, KeyPair pair, String algorithm) {
    String text = part(header) + "." + part(claims);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String number(BigInteger value, int bytes) {
    byte[] all = value.toByteArray();
    byte[] fixed = new byte[bytes];
    int taken = Math.min(bytes, all.length);
    System.arraycopy(all, all.length - taken, fixed, bytes - taken, taken);
    return URL.encodeToString(Arrays.copyOf(fixed, bytes));
  }

  private static KeyPair pair(String type, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair curve() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
