package io.auterity.plugins.git;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Of a pack on the disk, the base of each object that is a difference (gitformat-pack): read from
 * the heads of its objects alone, and found as a reader finds it.
 */
final class DeltaBases implements Closeable {

  /** Differences of differences: as many as git itself makes at most. */
  static final int DEEPEST = 4_095;

  private static final int NONE = -1;
  private static final int LONGEST_HEAD = 48;

  private final FileChannel pack;
  private final PackIndex index;
  private final ByteBuffer piece = ByteBuffer.allocate(1 << 16).limit(0);
  private long pieceAt;

  DeltaBases(Path pack, Path index) throws IOException {
    try {
      this.index = PackIndex.open(index.toFile());
    } catch (FileNotFoundException e) {
      throw new NoSuchFileException(index.toString());
    }
    this.pack = FileChannel.open(pack, StandardOpenOption.READ);
  }

  /** Refuses more differences of differences than are followed. */
  static void requireDepth(int depth) throws CorruptObjectException {
    if (depth > DEEPEST) {
      throw new CorruptObjectException(
          "an object comes from another by more than %d differences".formatted(DEEPEST));
    }
  }

  /**
   * Refuses a pack whose differences lead nowhere, in a circle, or through too many others.
   *
   * @throws CorruptObjectException that says which
   */
  void requireEnd() throws IOException {
    int[] bases = bases();
    int[] depths = new int[bases.length];
    for (int i = 0; i < bases.length; i++) {
      int at = i;
      int steps = 0;
      while (bases[at] != NONE && depths[at] == 0) {
        at = bases[at];
        requireDepth(++steps);
      }
      int depth = depths[at] + steps;
      requireDepth(depth);
      for (at = i; bases[at] != NONE && depths[at] == 0; at = bases[at]) {
        depths[at] = depth--;
      }
    }
  }

  private int[] bases() throws IOException {
    long[] places = new long[Math.toIntExact(index.getObjectCount())];
    int count = 0;
    for (PackIndex.MutableEntry entry : index) {
      places[count++] = entry.getOffset();
    }
    Arrays.sort(places);
    int[] bases = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      long base = base(places[i]);
      bases[i] = base == NONE ? NONE : Arrays.binarySearch(places, base);
      if (base != NONE && bases[i] < 0) {
        throw new CorruptObjectException("the object at %d has no base".formatted(places[i]));
      }
    }
    return bases;
  }

  // Of an object that is whole none.
  private long base(long place) throws IOException {
    try {
      return base(place, head(place));
    } catch (BufferUnderflowException e) {
      throw new CorruptObjectException("the object at %d has no head".formatted(place), e);
    }
  }

  private long base(long place, ByteBuffer head) throws IOException {
    int first = head.get();
    for (int next = first; (next & 128) != 0; ) {
      next = head.get();
    }
    return switch (first >> 4 & 7) {
      case Constants.OBJ_COMMIT, Constants.OBJ_TREE, Constants.OBJ_BLOB, Constants.OBJ_TAG -> NONE;
      case Constants.OBJ_OFS_DELTA -> Math.max(0, place - distance(head));
      case Constants.OBJ_REF_DELTA -> {
        byte[] id = new byte[Constants.OBJECT_ID_LENGTH];
        head.get(id);
        yield Math.max(0, index.findOffset(ObjectId.fromRaw(id)));
      }
      default ->
          throw new CorruptObjectException("the object at %d is of no kind".formatted(place));
    };
  }

  private static long distance(ByteBuffer head) {
    int next = head.get();
    long distance = next & 127;
    while ((next & 128) != 0) {
      next = head.get();
      distance = ((distance + 1) << 7) | (next & 127);
    }
    return distance;
  }

  // Zeros follow what there is, so that no head goes on for ever.
  private ByteBuffer head(long place) throws IOException {
    if (place < pieceAt || place + LONGEST_HEAD > pieceAt + piece.limit()) {
      pieceAt = place;
      piece.clear();
      int some = 1;
      for (long at = place; some > 0 && piece.hasRemaining(); at += Math.max(0, some)) {
        some = pack.read(piece, at);
      }
      Arrays.fill(piece.array(), piece.position(), piece.capacity(), (byte) 0);
      piece.clear();
    }
    return piece.slice((int) (place - pieceAt), LONGEST_HEAD);
  }

  @Override
  public void close() throws IOException {
    pack.close();
  }
}
