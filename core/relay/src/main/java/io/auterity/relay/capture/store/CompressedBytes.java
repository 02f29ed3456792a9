package io.auterity.relay.capture.store;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Bytes as they are stored, compressed: their number in four bytes, big-endian, then one block of
 * LZ4 (lz4_Block_format.md). PostgreSQL's own compression takes several times as long.
 */
final class CompressedBytes {

  private static final int HEAD = Integer.BYTES;

  // A compressor holds a table of 16 KB and serves one thread at a time: there are as many as have
  // ever packed at once, which is no more than there are carriers of virtual threads and writers.
  private static final Queue<Lz4JavaCompressor> IDLE = new ConcurrentLinkedQueue<>();

  static byte[] of(byte[] bytes) {
    Lz4JavaCompressor idle = IDLE.poll();
    Lz4JavaCompressor compressor = idle == null ? new Lz4JavaCompressor() : idle;
    byte[] packed = new byte[HEAD + compressor.maxCompressedLength(bytes.length)];
    ByteBuffer.wrap(packed).putInt(bytes.length);
    int size = compressor.compress(bytes, 0, bytes.length, packed, HEAD, packed.length - HEAD);
    IDLE.offer(compressor);
    return Arrays.copyOf(packed, HEAD + size);
  }

  /**
   * The bytes again.
   *
   * @throws IllegalArgumentException when they are damaged
   */
  static byte[] open(byte[] packed) {
    if (packed.length < HEAD) {
      throw new IllegalArgumentException(
          "too short to be packed: %d bytes".formatted(packed.length));
    }
    int length = ByteBuffer.wrap(packed).getInt();
    if (length < 0 || length > 256L * packed.length) {
      throw new IllegalArgumentException("packed bytes that tell a length of " + length);
    }
    byte[] bytes = new byte[length];
    try {
      int size =
          new Lz4JavaDecompressor()
              .decompress(packed, HEAD, packed.length - HEAD, bytes, 0, length);
      if (size != length) {
        throw new IllegalArgumentException("%d bytes instead of %d".formatted(size, length));
      }
      return bytes;
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException("the packed bytes are damaged", e);
    }
  }
}
