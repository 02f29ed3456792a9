package io.auterity.plugins.git;

import static io.auterity.plugins.git.PackBytes.blob;
import static io.auterity.plugins.git.PackBytes.delta;
import static io.auterity.plugins.git.PackBytes.text;
import static io.auterity.plugins.git.PackBytes.times;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.lib.Constants;

/** Packs that are drawn: real ones with something changed, and ones made entry by entry. */
final class PackMutations {

  private static final int HEAD = 12;
  private static final int SUM = Constants.OBJECT_ID_LENGTH;

  private final Random random;
  private final List<byte[]> real;
  private final byte[] there;

  /**
   * Draws from these.
   *
   * @param there a file that the repository has
   */
  PackMutations(Random random, List<byte[]> real, byte[] there) {
    this.random = random;
    this.real = real;
    this.there = there;
  }

  byte[] next() {
    if (random.nextInt(3) == 0) {
      return made();
    }
    byte[] pack = real.get(random.nextInt(real.size()));
    byte[] inner = Arrays.copyOf(pack, pack.length - SUM);
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      inner = changed(inner);
    }
    return random.nextInt(8) == 0 ? torn(inner) : PackBytes.summed(inner);
  }

  // Its checksum is of something else, or it goes on.
  private byte[] torn(byte[] inner) {
    byte[] whole = PackBytes.summed(inner);
    return switch (random.nextInt(3)) {
      case 0 -> Arrays.copyOf(whole, random.nextInt(whole.length));
      case 1 -> Arrays.copyOf(whole, whole.length + 1 + random.nextInt(30));
      default -> {
        whole[whole.length - 1 - random.nextInt(SUM)] ^= 1;
        yield whole;
      }
    };
  }

  private byte[] changed(byte[] inner) {
    byte[] other = inner.clone();
    if (other.length <= HEAD + 2) {
      return other;
    }
    int at = HEAD + random.nextInt(other.length - HEAD);
    switch (random.nextInt(9)) {
      case 0 -> other[at] = (byte) random.nextInt(256);
      case 1 -> other[at] ^= (byte) (1 << random.nextInt(8));
      // The type, or the size, of the first object.
      case 2 -> other[HEAD] = (byte) ((other[HEAD] & 0x8f) | (random.nextInt(8) << 4));
      case 3 -> other[HEAD] ^= (byte) (1 + random.nextInt(15));
      case 4 -> ByteBuffer.wrap(other).putInt(HEAD - 4, counted(other));
      case 5 -> other[random.nextInt(HEAD)] ^= (byte) (1 << random.nextInt(8));
      case 6 -> Arrays.fill(other, at, Math.min(other.length, at + 8), (byte) 0);
      case 7 -> {
        return Arrays.copyOf(other, at);
      }
      default -> {
        return repeated(other, at);
      }
    }
    return other;
  }

  private int counted(byte[] pack) {
    int count = ByteBuffer.wrap(pack).getInt(HEAD - 4);
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> count - 1;
      case 2 -> count + 1;
      default -> random.nextInt();
    };
  }

  private byte[] repeated(byte[] pack, int at) {
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.write(pack, 0, at);
    int from = HEAD + random.nextInt(at - HEAD + 1);
    twice.write(pack, from, at - from);
    twice.write(pack, at, pack.length - at);
    return twice.toByteArray();
  }

  // Objects of few contents, so that they meet, and differences between any of them.
  private byte[] made() {
    PackBytes pack = new PackBytes();
    List<Integer> places = new ArrayList<>();
    for (int left = 1 + random.nextInt(6); left > 0; left--) {
      places.add(entry(pack, places));
    }
    return random.nextInt(10) == 0 ? pack.bytes(random.nextInt(8)) : pack.bytes();
  }

  private int entry(PackBytes pack, List<Integer> places) {
    byte[] content = content();
    byte[] base = content();
    byte[] delta = difference(base, content);
    return switch (random.nextInt(8)) {
      case 0, 1 -> pack.whole(Constants.OBJ_BLOB, content);
      case 2, 3 -> pack.difference(blob(base), delta);
      case 4 -> pack.difference(place(places), delta);
      case 5 -> pack.whole(1 + random.nextInt(7), content);
      case 6 -> pack.entry(Constants.OBJ_BLOB, size(content), new byte[0], content);
      default ->
          pack.entry(
              Constants.OBJ_OFS_DELTA,
              random.nextBoolean() ? delta.length : size(delta),
              PackBytes.distance(random.nextInt(1 << random.nextInt(1, 20))),
              delta);
    };
  }

  private int place(List<Integer> places) {
    return places.isEmpty() ? 0 : places.get(random.nextInt(places.size()));
  }

  private byte[] content() {
    return random.nextInt(4) == 0 ? there : text("content %d\n".formatted(random.nextInt(4)));
  }

  private byte[] difference(byte[] base, byte[] made) {
    byte[] delta =
        switch (random.nextInt(4)) {
          case 0 -> delta(base.length, 0, new byte[0]);
          case 1 -> times(base.length, 1 + random.nextInt(3));
          default -> delta(base.length, base.length, made);
        };
    if (random.nextInt(6) == 0) {
      delta[random.nextInt(delta.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return delta;
  }

  private long size(byte[] content) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> content.length - 1L;
      case 2 -> content.length + 1L;
      default -> 1L << random.nextInt(63);
    };
  }
}
