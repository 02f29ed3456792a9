package io.auterity.plugins.git;

import io.auterity.spi.Content;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.toolkit.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** The file changes of one commit, each path once. */
record FileChanges(Map<String, Change> byPath) {

  private static final int MOST = 1_000;
  private static final long MOST_BYTES = 32L * 1024 * 1024;
  private static final long BLOCK = 4_096;

  /** What becomes of a file; its content is empty where it goes. */
  private record Change(FileAction action, Content content) {}

  static FileChanges checked(List<FileChange> changes) {
    if (changes.isEmpty() || changes.size() > MOST) {
      throw Refusal.invalid("changes", "must be 1 to %d, not %d".formatted(MOST, changes.size()));
    }
    Map<String, Change> byPath = new LinkedHashMap<>();
    long bytes = 0;
    for (FileChange change : changes) {
      String path = GitNames.checkPath("changes", change.path());
      Change checked = new Change(change.action(), content(change));
      if (byPath.put(path, checked) != null) {
        throw Refusal.invalid("changes", "name %s twice".formatted(path));
      }
      bytes += checked.content().length();
    }
    if (bytes > MOST_BYTES) {
      throw GitErrors.tooLarge(
          "changes", "a commit may bring %d bytes, not %d".formatted(MOST_BYTES, bytes));
    }
    return new FileChanges(byPath);
  }

  private static Content content(FileChange change) {
    String text = change.text();
    Content content = change.content();
    boolean deletes = change.action() == FileAction.DELETE;
    if (deletes == (text != null || content != null) || (text != null && content != null)) {
      throw Refusal.invalid(
          "changes",
          "must give text or content of %s unless they delete it".formatted(change.path()));
    }
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    return content == null ? Content.of("text/plain", bytes) : content;
  }

  /** Room that the commit may take. */
  long bytes() {
    return byPath.values().stream()
        .mapToLong(change -> change.content().length() + 2 * BLOCK)
        .sum();
  }

  /** Same for the same changes. */
  String digest() {
    StringBuilder all = new StringBuilder();
    byPath.forEach(
        (path, change) ->
            all.append(path)
                .append('\0')
                .append(change.action())
                .append(blob(change).name())
                .append('\0'));
    return CallClaims.digest(all.toString());
  }

  private static ObjectId blob(Change change) {
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      return formatter.idFor(Constants.OBJ_BLOB, change.content().bytes());
    }
  }

  /**
   * Writes the files, and the tree that {@code files} are with these changes.
   *
   * @throws io.auterity.spi.CallFailedException {@code conflict} or {@code not_found} where a path
   *     is not as the action needs it
   */
  ObjectId applied(DirCache files, ObjectInserter inserter) throws IOException {
    edit(files, editor -> deletions(files, editor));
    Map<String, ObjectId> blobs = new LinkedHashMap<>();
    Set<String> folders = folders();
    for (Map.Entry<String, Change> entry : byPath.entrySet()) {
      if (entry.getValue().action() != FileAction.DELETE) {
        requireFit(files, folders, entry.getKey(), entry.getValue().action());
        blobs.put(
            entry.getKey(),
            inserter.insert(Constants.OBJ_BLOB, entry.getValue().content().bytes()));
      }
    }
    edit(files, editor -> blobs.forEach((path, blob) -> editor.add(write(path, blob))));
    return files.writeTree(inserter);
  }

  private static void edit(DirCache files, Consumer<DirCacheEditor> edits) {
    DirCacheEditor editor = files.editor();
    edits.accept(editor);
    editor.finish();
  }

  private void deletions(DirCache files, DirCacheEditor editor) {
    byPath.forEach(
        (path, change) -> {
          if (change.action() == FileAction.DELETE) {
            requireThere(files, path);
            editor.add(new DirCacheEditor.DeletePath(path));
          }
        });
  }

  private static DirCacheEditor.PathEdit write(String path, ObjectId blob) {
    return new DirCacheEditor.PathEdit(path) {
      @Override
      public void apply(DirCacheEntry entry) {
        if (!FileMode.EXECUTABLE_FILE.equals(entry.getRawMode())) {
          entry.setFileMode(FileMode.REGULAR_FILE);
        }
        entry.setObjectId(blob);
      }
    };
  }

  /** Folders that the new files need. */
  private Set<String> folders() {
    Set<String> folders = new HashSet<>();
    byPath.forEach(
        (path, change) -> {
          if (change.action() != FileAction.DELETE) {
            forEachFolder(path, folders::add);
          }
        });
    return folders;
  }

  private static void requireFit(
      DirCache files, Set<String> folders, String path, FileAction action) {
    if (action == FileAction.UPDATE) {
      requireThere(files, path);
    } else if (files.getEntry(path) != null) {
      throw GitErrors.conflict("changes", "there is a file %s already".formatted(path));
    }
    if (folders.contains(path) || files.getEntriesWithin(path).length > 0) {
      throw GitErrors.conflict("changes", "%s is a folder".formatted(path));
    }
    forEachFolder(
        path,
        folder -> {
          if (files.getEntry(folder) != null) {
            throw GitErrors.conflict("changes", "%s is a file, no folder".formatted(folder));
          }
        });
  }

  private static void requireThere(DirCache files, String path) {
    if (files.getEntry(path) == null) {
      throw GitErrors.unknown("changes", "there is no file " + path);
    }
  }

  private static void forEachFolder(String path, Consumer<String> action) {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      action.accept(path.substring(0, slash));
    }
  }
}
