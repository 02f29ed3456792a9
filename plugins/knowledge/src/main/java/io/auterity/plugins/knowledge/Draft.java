package io.auterity.plugins.knowledge;

import io.auterity.spi.Documents.RaisedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The draft of one commit: files by path, those that go being empty.
 *
 * @param event that tells of it; null where none does
 */
record Draft(String message, Map<String, Optional<byte[]>> files, @Nullable RaisedEvent event) {

  private static final long BLOCK = 4_096;
  private static final long WITH_INDEX = 3;

  static Draft of(String message) {
    return new Draft(message, new LinkedHashMap<>(), null);
  }

  Draft telling(RaisedEvent told) {
    return new Draft(message, files, told);
  }

  Draft put(String path, byte[] bytes) {
    files.put(path, Optional.of(bytes));
    return this;
  }

  /** Takes out a file, or a folder with all that is in it. */
  Draft remove(String path) {
    files.put(path, Optional.empty());
    return this;
  }

  /**
   * The disk space that the commit may take, with the folders that it writes anew; of pages that of
   * their words in the index, too, so that a search needs none.
   */
  long bytes() {
    long content = 0;
    for (Map.Entry<String, Optional<byte[]>> file : files.entrySet()) {
      long length = file.getValue().map(bytes -> bytes.length).orElse(0);
      content += file.getKey().startsWith(PageFile.FOLDER) ? length * WITH_INDEX : length;
    }
    return content + (files.size() + 1L) * 4 * BLOCK;
  }
}
