package io.auterity.plugins.knowledge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What one commit does: files by path, those that go being empty. */
record Draft(String message, Map<String, Optional<byte[]>> files) {

  private static final long BLOCK = 4_096;

  static Draft of(String message) {
    return new Draft(message, new LinkedHashMap<>());
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

  /** Room that the commit may take, with the folders that it writes anew. */
  long bytes() {
    long content = files.values().stream().mapToLong(b -> b.map(x -> x.length).orElse(0)).sum();
    return content + (files.size() + 1L) * 4 * BLOCK;
  }
}
