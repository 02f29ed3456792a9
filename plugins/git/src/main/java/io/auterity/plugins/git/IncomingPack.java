package io.auterity.plugins.git;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.storage.file.BasePackIndexWriter;
import org.eclipse.jgit.internal.storage.pack.BinaryDelta;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PackedObjectInfo;

/** The file of a pack that is being taken in; it is none of the repository's until it is kept. */
final class IncomingPack implements Closeable {

  private static final int COUNT_AT = 8;
  private static final int PIECE = 1 << 16;
  private static final int HEAD_PIECE = 512;
  private static final int HEAD_OF_DIFFERENCE = 20;
  private static final int INDEX_VERSION = 2;

  private final Path folder;
  private final Path file;
  private final RandomAccessFile bytes;
  private long end;
  private byte[] hash = new byte[0];

  /** The bytes of a pack without objects. */
  static InputStream empty() {
    byte[] head = {'P', 'A', 'C', 'K', 0, 0, 0, 2, 0, 0, 0, 0};
    return new SequenceInputStream(
        new ByteArrayInputStream(head),
        new ByteArrayInputStream(Constants.newMessageDigest().digest(head)));
  }

  /** Into the folder where it is kept. */
  IncomingPack(Path folder) throws IOException {
    this.folder = folder;
    this.file = Files.createTempFile(folder, PackFiles.INCOMING, ".bytes");
    this.bytes = new RandomAccessFile(file.toFile(), "rw");
  }

  void write(byte[] some, int from, int length) throws IOException {
    bytes.write(some, from, length);
  }

  /** What was written is all that came; this is its checksum. */
  void finish(byte[] checksum) throws IOException {
    end = bytes.getFilePointer();
    hash = checksum;
  }

  void seek(long position) throws IOException {
    bytes.seek(position);
  }

  int read(byte[] into, int from, int length) throws IOException {
    return bytes.read(into, from, length);
  }

  /** Adds an object, whole, that the pack has differences to and did not bring. */
  void append(int type, byte[] content, PackedObjectInfo object) throws IOException {
    object.setOffset(end);
    bytes.seek(end);
    CRC32 sum = new CRC32();
    OutputStream out =
        new CheckedOutputStream(
            new BufferedOutputStream(Channels.newOutputStream(bytes.getChannel())), sum);
    head(out, type, content.length);
    Deflater deflater = new Deflater();
    try {
      DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater);
      deflated.write(content);
      deflated.finish();
      out.flush();
    } finally {
      deflater.end();
    }
    object.setCRC((int) sum.getValue());
    end = bytes.getFilePointer();
  }

  private static void head(OutputStream out, int type, int size) throws IOException {
    int next = type << 4 | (size & 15);
    for (int rest = size >>> 4; rest > 0; rest >>>= 7) {
      out.write(next | 128);
      next = rest & 127;
    }
    out.write(next);
  }

  /**
   * How many bytes a difference makes: they follow those of its base at its begin.
   *
   * @param position where its compressed bytes begin
   */
  long made(long position) throws IOException {
    bytes.seek(position);
    byte[] piece = new byte[HEAD_PIECE];
    int length = bytes.read(piece);
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(piece, 0, length);
      byte[] begin = new byte[HEAD_OF_DIFFERENCE];
      inflater.inflate(begin);
      return BinaryDelta.getResultSize(begin);
    } catch (DataFormatException e) {
      throw new CorruptObjectException("a difference is not compressed", e);
    } finally {
      inflater.end();
    }
  }

  /**
   * Requires that a difference makes as many bytes as it says.
   *
   * @param position where its compressed bytes begin
   */
  void requireFilled(long position) throws IOException {
    bytes.seek(position);
    Inflater inflater = new Inflater();
    try {
      InputStream compressed = Channels.newInputStream(bytes.getChannel());
      DeltaInstructions.require(
          new BufferedInputStream(new InflaterInputStream(compressed, inflater, HEAD_PIECE)));
    } finally {
      inflater.end();
    }
  }

  /** The pack has so many objects now, and another checksum. */
  void completed(int objects) throws IOException {
    bytes.seek(COUNT_AT);
    bytes.writeInt(objects);
    MessageDigest digest = Constants.newMessageDigest();
    byte[] piece = new byte[PIECE];
    bytes.seek(0);
    for (long left = end; left > 0; ) {
      int some = (int) Math.min(piece.length, left);
      bytes.readFully(piece, 0, some);
      digest.update(piece, 0, some);
      left -= some;
    }
    hash = digest.digest();
  }

  /**
   * Makes it a pack.
   *
   * @param objects in the order of their ids
   */
  Path keep(List<PackedObjectInfo> objects) throws IOException {
    bytes.seek(end);
    bytes.write(hash);
    bytes.getChannel().force(true);
    MessageDigest ids = Constants.newMessageDigest();
    byte[] id = new byte[Constants.OBJECT_ID_LENGTH];
    for (PackedObjectInfo object : objects) {
      object.copyRawTo(id, 0);
      ids.update(id);
    }
    String name = "pack-" + ObjectId.fromRaw(ids.digest()).name();
    Path pack =
        Files.move(file, folder.resolve(name + PackFiles.PACK), StandardCopyOption.ATOMIC_MOVE);
    index(objects, folder.resolve(name + PackFiles.INDEX));
    return pack;
  }

  private void index(List<PackedObjectInfo> objects, Path index) throws IOException {
    Path meanwhile = Files.createTempFile(folder, PackFiles.INCOMING, ".index");
    try (FileChannel channel = FileChannel.open(meanwhile, StandardOpenOption.WRITE)) {
      BasePackIndexWriter.createVersion(Channels.newOutputStream(channel), INDEX_VERSION)
          .write(objects, hash);
      channel.force(true);
    }
    Files.move(meanwhile, index, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
    Files.deleteIfExists(file);
  }
}
