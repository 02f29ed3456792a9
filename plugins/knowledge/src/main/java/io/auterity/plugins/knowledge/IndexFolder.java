package io.auterity.plugins.knowledge;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
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

  /**
   * What the index says of itself; nothing where there is none, or one that can never be read.
   *
   * @throws IOException when it cannot be read now, which says nothing of what is in it
   */
  Map<String, String> facts() throws IOException {
    try (DirectoryReader reader = reader()) {
      return reader.getIndexCommit().getUserData();
    } catch (IllegalArgumentException e) {
      // Lucene's word for a codec that it does not know.
      return Map.of();
    } catch (IOException e) {
      if (isLost(e)) {
        return Map.of();
      }
      throw e;
    }
  }

  /** Whether an index that failed so is missing, damaged or of another form. */
  static boolean isLost(IOException e) {
    return e instanceof IndexNotFoundException
        || e instanceof NoSuchFileException
        || e instanceof EOFException
        || e instanceof CorruptIndexException
        || e instanceof IndexFormatTooOldException
        || e instanceof IndexFormatTooNewException;
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
      throw KnowledgeContext.conflict(
          "text", "the pages are being indexed by another call: try again");
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
