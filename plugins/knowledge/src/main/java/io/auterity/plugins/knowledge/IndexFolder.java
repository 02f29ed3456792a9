package io.auterity.plugins.knowledge;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NIOFSDirectory;

/**
 * A folder with an index of Lucene that is made of the pages, and can be made anew of them at any
 * time. With each commit it keeps some facts of itself.
 */
record IndexFolder(Directory directory) implements AutoCloseable {

  private static final double BUFFER_MEGABYTES = 16;

  /** What is brought into an index. */
  @FunctionalInterface
  interface Change {
    /**
     * Changes it.
     *
     * @return the facts of the index from now on
     */
    Map<String, String> in(IndexWriter writer) throws IOException;
  }

  static IndexFolder open(Path place) throws IOException {
    return new IndexFolder(new NIOFSDirectory(place));
  }

  /** What the index says of itself; nothing when it cannot be read. */
  Map<String, String> facts() {
    try (DirectoryReader reader = reader()) {
      return reader.getIndexCommit().getUserData();
    } catch (IOException | IllegalArgumentException e) {
      return Map.of();
    }
  }

  DirectoryReader reader() throws IOException {
    return DirectoryReader.open(directory);
  }

  /**
   * Changes the index. What was brought in before the change failed stays, with the facts that it
   * has to begin with.
   */
  void write(Codec codec, Map<String, String> first, Change change) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(SearchIndex.WORDS);
    config.setCodec(codec);
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND);
    config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
    // A plugin owns no threads.
    config.setMergeScheduler(new SerialMergeScheduler());
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      writer.setLiveCommitData(first.entrySet());
      writer.setLiveCommitData(change.in(writer).entrySet());
      writer.commit();
    } catch (LockObtainFailedException | OverlappingFileLockException e) {
      throw Desk.conflict("text", "the pages are being indexed by somebody else: try again");
    }
  }

  void empty() throws IOException {
    for (String file : directory.listAll()) {
      if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
        directory.deleteFile(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
