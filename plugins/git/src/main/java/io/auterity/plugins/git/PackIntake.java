package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.toolkit.Cancelled;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.zip.CRC32;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.PackedObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * Takes a pack in (gitformat-pack): looks at each object while it comes and at each difference
 * while it is resolved, and makes a pack that every reader gets through. No object stands in it
 * twice: so each difference has one base, and following bases comes to an end, where of two objects
 * of one id a reader may find the one whose base is itself.
 */
final class PackIntake extends PackParser {

  private static final int ROUND = 256;
  private static final int FIRST = 12;
  private static final int LONGEST_HEAD = 20;
  private static final long MOST_COPIED = 1 << 24;
  private static final long SMALL = 1 << 20;

  private final ObjectDirectory apart;
  private final IncomingPack incoming;
  private final PackWeight weight;
  private final Call call;
  private final CRC32 sum = new CRC32();
  private final Deque<Entry> line = new ArrayDeque<>();
  private int seen;
  private long baseAt;
  private @Nullable ObjectId baseId;
  private int head;
  private int size;
  private boolean thin;

  /** An object of the pack, and what lies between it and the whole object that it comes from. */
  private static final class Entry extends PackedObjectInfo {
    int depth;
    long path;

    Entry(AnyObjectId id) {
      super(id);
    }

    long held() {
      return depth == 0 ? getFullSize() : path;
    }
  }

  /** A difference that is not resolved yet: its base is at that place, or has that id. */
  private static final class Difference extends UnresolvedDelta {
    final long at;
    final @Nullable ObjectId id;
    final int head;
    final int size;

    Difference(long at, @Nullable ObjectId id, int head, int size) {
      this.at = at;
      this.id = id;
      this.head = head;
      this.size = size;
    }

    boolean isOf(PackedObjectInfo object) {
      return id == null ? object.getOffset() == at : AnyObjectId.isEqual(id, object);
    }
  }

  /**
   * Begins to take one in.
   *
   * @param apart where the objects are kept, from which those that are there already are read too
   */
  PackIntake(ObjectDirectory apart, InputStream pack, PackWeight weight, Call call)
      throws IOException {
    super(weight.weighing(apart), pack);
    this.apart = apart;
    this.weight = weight;
    this.call = call;
    this.incoming = new IncomingPack(apart.getPackDirectory().toPath());
    setAllowThin(true);
    setCheckEofAfterPackFooter(true);
    setMaxObjectSizeLimit(Push.LARGEST_OBJECT);
  }

  /**
   * Takes it in.
   *
   * @throws IOException that says what is wrong with it
   */
  void take(ProgressMonitor resolving) throws IOException {
    try (incoming) {
      parse(NullProgressMonitor.INSTANCE, resolving);
      List<PackedObjectInfo> all = getSortedObjectList(null);
      requireOnce(all);
      if (!all.isEmpty()) {
        if (thin) {
          incoming.completed(all.size());
        }
        apart.openPack(incoming.keep(all).toFile());
      }
    } catch (CallFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      // The parser takes lengths and offsets for what they say, and reads beyond its arrays.
      throw new CorruptObjectException("the pack is broken", e);
    }
  }

  private static void requireOnce(List<PackedObjectInfo> sorted) throws CorruptObjectException {
    for (int i = 1; i < sorted.size(); i++) {
      if (AnyObjectId.isEqual(sorted.get(i - 1), sorted.get(i))) {
        throw new CorruptObjectException(
            "object %s appears twice in the pack".formatted(sorted.get(i).name()));
      }
    }
  }

  @Override
  protected void onPackHeader(long count) throws IOException {
    weight.objects(count);
  }

  @Override
  protected void onBeginWholeObject(long position, int type, long bytes) throws IOException {
    beginObject(bytes);
    ObjectRules.requireSize(type, bytes);
    if (type != Constants.OBJ_BLOB) {
      weight.beside(bytes);
    }
  }

  @Override
  protected void onBeginOfsDelta(long position, long base, long bytes) throws IOException {
    beginObject(bytes);
    if (base >= position || base < FIRST) {
      throw new CorruptObjectException("a difference at %d has no base".formatted(position));
    }
    baseAt = base;
    baseId = null;
  }

  @Override
  protected void onBeginRefDelta(long position, AnyObjectId base, long bytes) throws IOException {
    beginObject(bytes);
    baseId = base.copy();
  }

  private void beginObject(long bytes) throws IOException {
    if (bytes < 0 || bytes > Push.LARGEST_OBJECT) {
      throw new TooLargeObjectInPackException(bytes, Push.LARGEST_OBJECT);
    }
    checkCancelled();
    weight.object(bytes);
    size = (int) bytes;
    baseId = null;
    sum.reset();
  }

  private void checkCancelled() {
    if (seen++ % ROUND == 0) {
      Cancelled.check(call);
    }
  }

  @Override
  protected void onEndWholeObject(PackedObjectInfo object) {
    object.setCRC((int) sum.getValue());
  }

  @Override
  protected UnresolvedDelta onEndDelta() {
    Difference difference = new Difference(baseAt, baseId, head, size);
    difference.setCRC((int) sum.getValue());
    return difference;
  }

  @Override
  protected PackedObjectInfo newInfo(
      AnyObjectId id, @Nullable UnresolvedDelta delta, @Nullable ObjectId base) {
    Entry entry = new Entry(id);
    if (delta != null) {
      Entry before = line.getLast();
      entry.setCRC(delta.getCRC());
      entry.depth = before.depth + 1;
      entry.path = before.held();
    }
    return entry;
  }

  @Override
  protected void onInflatedObjectData(PackedObjectInfo object, int type, byte[] content)
      throws IOException {
    if (object instanceof Entry entry && entry.depth > 0) {
      checkCancelled();
      DeltaBases.requireDepth(entry.depth);
      weight.inflates(content.length);
      entry.path += content.length;
      line.addLast(entry);
    }
  }

  @Override
  protected boolean onAppendBase(int type, byte[] content, PackedObjectInfo base)
      throws IOException {
    begin(base);
    incoming.append(type, content, base);
    return true;
  }

  @Override
  protected ObjectTypeAndSize seekDatabase(PackedObjectInfo object, ObjectTypeAndSize into)
      throws IOException {
    begin(object);
    return at(object.getOffset(), into);
  }

  // The line of objects, each the base of the next, that the parser holds.
  private void begin(PackedObjectInfo whole) throws IOException {
    line.clear();
    line.addLast((Entry) whole);
    weight.path(whole.getFullSize());
  }

  @Override
  protected ObjectTypeAndSize seekDatabase(UnresolvedDelta delta, ObjectTypeAndSize into)
      throws IOException {
    Difference difference = (Difference) delta;
    while (!difference.isOf(line.getLast())) {
      line.removeLast();
    }
    long held = line.getLast().held();
    weight.path(held);
    // An instruction of one byte copies as much as there is of the base.
    boolean small = difference.size * Math.min(held, MOST_COPIED) <= SMALL;
    long made = small ? SMALL : incoming.made(delta.getOffset() + difference.head);
    weight.beside(difference.size + made);
    incoming.requireFilled(delta.getOffset() + difference.head);
    return at(delta.getOffset(), into);
  }

  private ObjectTypeAndSize at(long position, ObjectTypeAndSize into) throws IOException {
    incoming.seek(position);
    sum.reset();
    return readObjectHeader(into);
  }

  @Override
  protected int readDatabase(byte[] into, int from, int length) throws IOException {
    return incoming.read(into, from, length);
  }

  @Override
  protected boolean checkCRC(int expected) {
    return expected == (int) sum.getValue();
  }

  @Override
  protected void onObjectHeader(Source source, byte[] raw, int from, int length)
      throws IOException {
    int own =
        source == Source.INPUT && baseId != null ? length - Constants.OBJECT_ID_LENGTH : length;
    if (source == Source.INPUT && own > LONGEST_HEAD) {
      throw new CorruptObjectException("the head of an object has %d bytes".formatted(own));
    }
    head = length;
    sum.update(raw, from, length);
  }

  @Override
  protected void onObjectData(Source source, byte[] raw, int from, int length) {
    sum.update(raw, from, length);
  }

  @Override
  protected void onStoreStream(byte[] raw, int from, int length) throws IOException {
    incoming.write(raw, from, length);
  }

  @Override
  protected void onPackFooter(byte[] checksum) throws IOException {
    incoming.finish(checksum);
  }

  @Override
  protected void onEndThinPack() {
    thin = true;
  }
}
