package io.auterity.plugins.git;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** A pack that is made by hand, entry after entry (gitformat-pack). */
final class PackBytes {

  private static final int HEAD = 12;
  private static final int LONGEST_COPY = 0xffffff;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int count;

  PackBytes() {
    out.writeBytes(new byte[] {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, 0});
  }

  /** An object as it is; where it begins. */
  int whole(int type, byte[] content) {
    return entry(type, content.length, new byte[0], content);
  }

  /** A difference to an object of that id. */
  int difference(ObjectId base, byte[] delta) {
    byte[] id = new byte[Constants.OBJECT_ID_LENGTH];
    base.copyRawTo(id, 0);
    return entry(Constants.OBJ_REF_DELTA, delta.length, id, delta);
  }

  /** A difference to the object that begins there. */
  int difference(int base, byte[] delta) {
    return entry(Constants.OBJ_OFS_DELTA, delta.length, distance(out.size() - base), delta);
  }

  /** Any entry, also one that does not hold what it says. */
  int entry(int type, long size, byte[] more, byte[] content) {
    int at = out.size();
    long rest = size >>> 4;
    out.write((rest > 0 ? 128 : 0) | type << 4 | (int) (size & 15));
    if (rest > 0) {
      varint(out, rest);
    }
    out.writeBytes(more);
    deflate(content);
    count++;
    return at;
  }

  private void deflate(byte[] content) {
    Deflater deflater = new Deflater();
    deflater.setInput(content);
    deflater.finish();
    byte[] some = new byte[8192];
    while (!deflater.finished()) {
      out.write(some, 0, deflater.deflate(some));
    }
    deflater.end();
  }

  byte[] bytes() {
    return bytes(count);
  }

  /** With another count than there is. */
  byte[] bytes(int objects) {
    byte[] all = out.toByteArray();
    ByteBuffer.wrap(all).putInt(HEAD - 4, objects);
    return summed(all);
  }

  /** A pack with the checksum of its bytes. */
  static byte[] summed(byte[] pack) {
    byte[] whole = Arrays.copyOf(pack, pack.length + Constants.OBJECT_ID_LENGTH);
    byte[] sum = Constants.newMessageDigest().digest(pack);
    System.arraycopy(sum, 0, whole, pack.length, sum.length);
    return whole;
  }

  static byte[] distance(long back) {
    byte[] all = new byte[10];
    int at = all.length - 1;
    all[at] = (byte) (back & 127);
    for (long rest = back >> 7; rest > 0; rest >>= 7) {
      all[--at] = (byte) (128 | (--rest & 127));
    }
    return Arrays.copyOfRange(all, at, all.length);
  }

  /** The base as it is, but that many of its last bytes, and the new ones. */
  static byte[] delta(int base, int without, byte[] last) {
    ByteArrayOutputStream delta = new ByteArrayOutputStream();
    varint(delta, base);
    varint(delta, base - without + last.length);
    copy(delta, base - without);
    if (last.length > 0) {
      delta.write(last.length);
      delta.writeBytes(last);
    }
    return delta.toByteArray();
  }

  /** The whole base so many times. */
  static byte[] times(int base, int times) {
    ByteArrayOutputStream delta = new ByteArrayOutputStream();
    varint(delta, base);
    varint(delta, (long) base * times);
    for (int i = 0; i < times; i++) {
      copy(delta, base);
    }
    return delta.toByteArray();
  }

  private static void copy(ByteArrayOutputStream delta, int length) {
    for (int at = 0; at < length; ) {
      int some = Math.min(length - at, LONGEST_COPY);
      delta.write(0xff);
      for (int shift = 0; shift < 32; shift += 8) {
        delta.write(at >> shift);
      }
      for (int shift = 0; shift < 24; shift += 8) {
        delta.write(some >> shift);
      }
      at += some;
    }
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    for (; rest > 127; rest >>>= 7) {
      out.write((int) (128 | (rest & 127)));
    }
    out.write((int) rest);
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ObjectId blob(byte[] content) {
    return new ObjectInserter.Formatter().idFor(Constants.OBJ_BLOB, content);
  }
}
