package io.auterity.plugins.knowledge;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/** Puts files into trees of git and takes them out, touching only the folders on the way. */
record TreeEdit(ObjectReader reader, ObjectInserter inserter) {

  private record Entry(FileMode mode, ObjectId id) {}

  /**
   * The tree with these files.
   *
   * @param tree null for an empty one
   * @param files by path; empty takes the file or the whole folder out
   * @return null when nothing is left
   */
  @Nullable ObjectId apply(@Nullable ObjectId tree, Map<String, Optional<ObjectId>> files)
      throws IOException {
    TreeMap<String, Entry> entries = entries(tree);
    Map<String, Map<String, Optional<ObjectId>>> folders = new LinkedHashMap<>();
    files.forEach(
        (path, blob) -> {
          int slash = path.indexOf('/');
          if (slash < 0) {
            put(entries, path, FileMode.REGULAR_FILE, blob.orElse(null));
          } else {
            folders
                .computeIfAbsent(path.substring(0, slash), name -> new LinkedHashMap<>())
                .put(path.substring(slash + 1), blob);
          }
        });
    for (Map.Entry<String, Map<String, Optional<ObjectId>>> folder : folders.entrySet()) {
      Entry before = entries.get(folder.getKey() + "/");
      ObjectId after = apply(before == null ? null : before.id(), folder.getValue());
      put(entries, folder.getKey(), FileMode.TREE, after);
    }
    return written(entries);
  }

  // Git orders a folder as if its name ended with a slash.
  private static void put(
      TreeMap<String, Entry> entries, String name, FileMode mode, @Nullable ObjectId id) {
    entries.remove(name);
    entries.remove(name + "/");
    if (id != null) {
      entries.put(FileMode.TREE.equals(mode) ? name + "/" : name, new Entry(mode, id));
    }
  }

  private TreeMap<String, Entry> entries(@Nullable ObjectId tree) throws IOException {
    TreeMap<String, Entry> entries = new TreeMap<>();
    if (tree != null) {
      CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
      for (; !parser.eof(); parser.next()) {
        put(
            entries,
            parser.getEntryPathString(),
            parser.getEntryFileMode(),
            parser.getEntryObjectId());
      }
    }
    return entries;
  }

  private @Nullable ObjectId written(TreeMap<String, Entry> entries) throws IOException {
    if (entries.isEmpty()) {
      return null;
    }
    TreeFormatter tree = new TreeFormatter();
    entries.forEach(
        (name, entry) ->
            tree.append(
                FileMode.TREE.equals(entry.mode()) ? name.substring(0, name.length() - 1) : name,
                entry.mode(),
                entry.id()));
    return inserter.insert(tree);
  }
}
