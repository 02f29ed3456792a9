package io.auterity.plugins.git;

import java.io.IOException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * What a pack weighs while it is taken in: all of its objects when they are whole, and those that
 * are in memory at one time, which are the ones that a difference comes from, one by one, and what
 * is made of them.
 */
final class PackWeight {

  /** Of all objects together, when they are whole. */
  static final long MOST_INFLATED = 64L << 30;

  static final int MOST_OBJECTS = 2_000_000;

  /** Of an object that is known: an entry of a parser or writer, and what it is found by. */
  static final long OF_OBJECT = 160;

  private static final long OF_PLACE = 8;

  private final ObjectRoom.Claim room;
  private long entries;
  private long inflated;
  private long path;

  PackWeight(ObjectRoom.Claim room) {
    this.room = room;
  }

  /** So many objects are to come. */
  void objects(long count) throws CorruptObjectException {
    if (count > MOST_OBJECTS) {
      throw new CorruptObjectException(
          "a push may bring %d objects, not %d: push in parts".formatted(MOST_OBJECTS, count));
    }
    room.require(count * OF_PLACE);
    entries = count * OF_PLACE;
  }

  /** One more comes, which has so many bytes when it is whole, or the difference that it is. */
  void object(long bytes) throws CorruptObjectException {
    entries += OF_OBJECT;
    room.require(entries);
    inflates(bytes);
  }

  /** One more is made whole. */
  void inflates(long bytes) throws CorruptObjectException {
    inflated += bytes;
    if (inflated > MOST_INFLATED) {
      throw new CorruptObjectException(
          "the objects of a push have more than %d bytes together: push in parts"
              .formatted(MOST_INFLATED));
    }
  }

  /** Those that the next difference comes from have so many bytes. */
  void path(long bytes) throws CorruptObjectException {
    path = bytes;
    beside(0);
  }

  /** So many bytes are in memory beside those. */
  void beside(long bytes) throws CorruptObjectException {
    if (path + bytes > ObjectRoom.MOST_OF_ONE) {
      throw new CorruptObjectException(
          "large files that come as differences have more than %d bytes: push in parts"
              .formatted(ObjectRoom.MOST_OF_ONE));
    }
    room.require(entries + path + bytes);
  }

  /** Objects that are there already, each of which is weighed when it is read. */
  ObjectDatabase weighing(ObjectDatabase objects) {
    return new ObjectDatabase() {
      @Override
      public ObjectInserter newInserter() {
        return objects.newInserter();
      }

      @Override
      public ObjectReader newReader() {
        return new Reader(objects.newReader());
      }

      @Override
      public long getApproximateObjectCount() {
        return objects.getApproximateObjectCount();
      }

      @Override
      public void close() {
        objects.close();
      }
    };
  }

  private final class Reader extends ObjectReader.Filter {

    private final ObjectReader there;

    Reader(ObjectReader there) {
      this.there = there;
    }

    @Override
    protected ObjectReader delegate() {
      return there;
    }

    @Override
    public ObjectLoader open(AnyObjectId id) throws IOException {
      return open(id, OBJ_ANY);
    }

    @Override
    public ObjectLoader open(AnyObjectId id, int type) throws IOException {
      long bytes = there.getObjectSize(id, type);
      if (bytes > Push.LARGEST_OBJECT) {
        throw new LargeObjectException(id.toObjectId());
      }
      beside(2 * bytes);
      return there.open(id, type);
    }
  }
}
