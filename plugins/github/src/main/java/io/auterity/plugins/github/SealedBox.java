package io.auterity.plugins.github;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * The sealed box of libsodium ({@code crypto_box_seal}), which only the owner of a public key can
 * open. It is X25519, XSalsa20 with Poly1305, and BLAKE2b for the nonce.
 */
final class SealedBox {

  /** Bytes of a public and of a secret key. */
  static final int KEY = 32;

  private static final int NONCE = 24;
  private static final int MAC = 16;
  private static final int ROUNDS = 20;
  private static final byte[] NO_NONCE = new byte[16];
  private static final int[] CONSTANTS = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  private static final int[] KEPT = {0, 5, 10, 15, 6, 7, 8, 9};

  private final byte[] publicKey;

  /**
   * For the owner of a key.
   *
   * @throws IllegalArgumentException when it is no X25519 key
   */
  SealedBox(byte[] publicKey) {
    if (publicKey.length != KEY) {
      throw new IllegalArgumentException(
          "a public key has %d bytes, not %d".formatted(KEY, publicKey.length));
    }
    this.publicKey = publicKey.clone();
  }

  /**
   * Seals a message.
   *
   * @param secret a key of this message alone, drawn at random and not kept
   * @throws IllegalArgumentException when the public key agrees with no key at all
   */
  byte[] seal(byte[] message, byte[] secret) {
    byte[] ephemeral = new byte[KEY];
    X25519.scalarMultBase(secret, 0, ephemeral, 0);
    byte[] shared = new byte[KEY];
    if (!X25519.calculateAgreement(secret, 0, publicKey, 0, shared, 0)) {
      throw new IllegalArgumentException("the public key is a weak one");
    }
    byte[] nonce = nonce(ephemeral);
    // The first bytes of the stream are the key of the checksum.
    byte[] stream = new byte[KEY + message.length];
    System.arraycopy(message, 0, stream, KEY, message.length);
    XSalsa20Engine cipher = new XSalsa20Engine();
    cipher.init(true, new ParametersWithIV(new KeyParameter(hsalsa20(shared)), nonce));
    cipher.processBytes(stream, 0, stream.length, stream, 0);
    return ByteBuffer.allocate(KEY + MAC + message.length)
        .put(ephemeral)
        .put(mac(stream))
        .put(stream, KEY, message.length)
        .array();
  }

  private byte[] nonce(byte[] ephemeral) {
    Blake2bDigest digest = new Blake2bDigest(NONCE * Byte.SIZE);
    digest.update(ephemeral, 0, KEY);
    digest.update(publicKey, 0, KEY);
    byte[] nonce = new byte[NONCE];
    digest.doFinal(nonce, 0);
    return nonce;
  }

  private static byte[] mac(byte[] stream) {
    Poly1305 poly = new Poly1305();
    poly.init(new KeyParameter(Arrays.copyOf(stream, KEY)));
    poly.update(stream, KEY, stream.length - KEY);
    byte[] mac = new byte[MAC];
    poly.doFinal(mac, 0);
    return mac;
  }

  // The core of Salsa20 without its last addition.
  private static byte[] hsalsa20(byte[] key) {
    int[] state = new int[16];
    IntBuffer words = words(key);
    IntBuffer nonce = words(NO_NONCE);
    for (int i = 0; i < 4; i++) {
      state[5 * i] = CONSTANTS[i];
      state[1 + i] = words.get(i);
      state[6 + i] = nonce.get(i);
      state[11 + i] = words.get(4 + i);
    }
    int[] mixed = new int[16];
    Salsa20Engine.salsaCore(ROUNDS, state, mixed);
    ByteBuffer out = ByteBuffer.allocate(KEY).order(ByteOrder.LITTLE_ENDIAN);
    for (int place : KEPT) {
      out.putInt(mixed[place] - state[place]);
    }
    return out.array();
  }

  private static IntBuffer words(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }
}
