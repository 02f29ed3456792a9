package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.Content;
import io.auterity.spi.Page;
import io.auterity.spi.git.EntryType;
import io.auterity.spi.git.FileContent;
import io.auterity.spi.git.FolderEntry;
import io.auterity.spi.git.FolderQuery;
import io.auterity.spi.git.WhichFile;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.paging.Pages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Files and folders as they stood at a commit. */
record Contents(Repositories repositories, RepositoryStore shelf) {

  private static final long LARGEST = 32L * 1024 * 1024;

  // Itself, a copy, its text and that in the answer.
  private static final long BYTE = 5;

  private static final long LONGEST_TEXT = 1024 * 1024;

  FileContent file(WhichFile input, Call call) {
    GitNames.checkPath("path", input.path());
    return shelf.reading(
        repositories.held(input.repository()), repository -> file(repository, input, call));
  }

  private static FileContent file(OpenRepository repository, WhichFile input, Call call)
      throws IOException {
    RevTree tree = tree(repository, input.at());
    try (TreeWalk found = TreeWalk.forPath(repository.git(), input.path(), tree)) {
      if (found == null) {
        throw GitErrors.unknown("path", "there is no file " + input.path());
      }
      EntryType type = type(found.getFileMode());
      if (type == EntryType.FOLDER || type == EntryType.SUBMODULE) {
        throw Refusal.invalid("path", "names no file, but a folder or a submodule");
      }
      return content(repository, input.path(), found.getObjectId(0), call);
    }
  }

  private static FileContent content(OpenRepository repository, String path, ObjectId id, Call call)
      throws IOException {
    byte[] bytes = bytes(repository, path, id, call);
    String text = bytes.length > LONGEST_TEXT ? null : text(bytes);
    String name = path.substring(path.lastIndexOf('/') + 1);
    String type = text == null ? "application/octet-stream" : "text/plain";
    return new FileContent(
        path, id.name(), bytes.length, text, Content.of(type, name, bytes.clone()));
  }

  // Its size is known before anything of it is unpacked.
  private static byte[] bytes(OpenRepository repository, String path, ObjectId id, Call call)
      throws IOException {
    try (ObjectReader reader = repository.git().newObjectReader()) {
      long size = reader.getObjectSize(id, Constants.OBJ_BLOB);
      if (size > LARGEST) {
        throw GitErrors.tooLarge(
            "path", "%s has %d bytes, and at most %d can be read".formatted(path, size, LARGEST));
      }
      call.reserve(BYTE * size);
      return reader.open(id, Constants.OBJ_BLOB).getCachedBytes((int) LARGEST);
    }
  }

  private static @Nullable String text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') < 0 ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  Page<FolderEntry> folder(FolderQuery query, Call call) {
    int limit = Host.LIMIT.of(query.limit());
    String path = Objects.requireNonNullElse(query.path(), "");
    if (!path.isEmpty()) {
      GitNames.checkPath("path", path);
    }
    return shelf.reading(
        repositories.held(query.repository()),
        repository -> {
          if (path.isEmpty() && query.at() == null && repository.isEmpty()) {
            return new Page<>(List.of(), null);
          }
          List<FolderEntry> all = entries(repository, path, tree(repository, query.at()), call);
          return sized(repository, Pages.ofSorted(all, query.cursor(), limit, FolderEntry::path));
        });
  }

  private static List<FolderEntry> entries(
      OpenRepository repository, String path, RevTree root, Call call) throws IOException {
    ObjectId tree = path.isEmpty() ? root : subtree(repository, path, root);
    String prefix = path.isEmpty() ? "" : path + "/";
    List<FolderEntry> entries = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(repository.git())) {
      walk.addTree(tree);
      walk.setFilter(new PathBudget("path", call));
      while (walk.next()) {
        entries.add(
            new FolderEntry(
                prefix + walk.getNameString(),
                type(walk.getFileMode()),
                walk.getObjectId(0).name(),
                null));
      }
    }
    entries.sort(Comparator.comparing(FolderEntry::path));
    return entries;
  }

  private static ObjectId subtree(OpenRepository repository, String path, RevTree root)
      throws IOException {
    try (TreeWalk found = TreeWalk.forPath(repository.git(), path, root)) {
      if (found == null) {
        throw GitErrors.unknown("path", "there is no folder " + path);
      }
      if (type(found.getFileMode()) != EntryType.FOLDER) {
        throw Refusal.invalid("path", "names a file: read it with git.content.get");
      }
      return found.getObjectId(0);
    }
  }

  private static Page<FolderEntry> sized(OpenRepository repository, Page<FolderEntry> page)
      throws IOException {
    List<FolderEntry> sized = new ArrayList<>();
    for (FolderEntry entry : page.items()) {
      sized.add(entry.type() == EntryType.FILE ? sized(repository, entry) : entry);
    }
    return new Page<>(sized, page.next());
  }

  private static FolderEntry sized(OpenRepository repository, FolderEntry entry)
      throws IOException {
    long size = repository.git().open(ObjectId.fromString(entry.sha())).getSize();
    return new FolderEntry(entry.path(), entry.type(), entry.sha(), size);
  }

  private static RevTree tree(OpenRepository repository, @Nullable String at) throws IOException {
    String name = Objects.requireNonNullElse(at, repository.held().defaultBranch());
    return repository.parsed(repository.commit("at", name)).getTree();
  }

  private static EntryType type(FileMode mode) {
    if (FileMode.TREE.equals(mode.getBits())) {
      return EntryType.FOLDER;
    }
    if (FileMode.GITLINK.equals(mode.getBits())) {
      return EntryType.SUBMODULE;
    }
    return FileMode.SYMLINK.equals(mode.getBits()) ? EntryType.LINK : EntryType.FILE;
  }
}
