package io.auterity.bench.journal;

import io.auterity.bench.figures.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How long it takes to overwrite 8 KB of a file and have the disk keep it: what one commit must
 * wait for at least. The file is as large as a segment of the write-ahead log and has its blocks.
 */
final class DiskFlush implements AutoCloseable {

  private static final int BLOCK = 8_192;
  private static final int BLOCKS = 2_048;

  private final Path file;
  private final FileChannel channel;
  private int next;

  DiskFlush(Path file) {
    this.file = file;
    try {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      channel.write(ByteBuffer.allocate(BLOCK * BLOCKS));
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Samples measure(int times) {
    long[] took = new long[times];
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    try {
      for (int i = 0; i < times; i++) {
        block.clear().putInt(i).rewind();
        long began = System.nanoTime();
        channel.write(block, (long) BLOCK * (next++ % BLOCKS));
        channel.force(false);
        took[i] = System.nanoTime() - began;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Samples(took);
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
