package io.auterity.plugins.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * The spaces and pages at a commit (an index of its files). It is what the files of that commit say
 * and nothing else; the next one is made of it and of the files that differ.
 *
 * @param head the commit; zero before the first
 */
record Holdings(
    ObjectId head, NavigableMap<Long, SpaceFile> spaces, NavigableMap<Long, PageFile> pages) {

  static final Holdings NONE = new Holdings(ObjectId.zeroId(), new TreeMap<>(), new TreeMap<>());

  private static final int LARGEST_FILE = 8 * 1024 * 1024;
  private static final Pattern FILE = Pattern.compile("(?:.*/)?([1-9][0-9]{0,14})\\.md");

  SpaceFile space(long number) {
    SpaceFile space = spaces.get(number);
    if (space == null) {
      throw KnowledgeContext.unknown("space", number);
    }
    return space;
  }

  PageFile page(String field, long number) {
    PageFile page = pages.get(number);
    if (page == null) {
      throw KnowledgeContext.unknown(field, number);
    }
    return page;
  }

  List<PageFile> under(long page) {
    return pages.values().stream().filter(each -> each.parent() == page).toList();
  }

  /**
   * All pages under a page, at whatever depth.
   *
   * @param most more are refused
   */
  List<PageFile> below(long page, int most) {
    Map<Long, List<PageFile>> byParent =
        pages.values().stream().collect(Collectors.groupingBy(PageFile::parent));
    List<PageFile> below = new ArrayList<>(byParent.getOrDefault(page, List.of()));
    for (int i = 0; i < below.size(); i++) {
      if (below.size() > most) {
        throw KnowledgeContext.full("page", "pages that move at once", most);
      }
      below.addAll(byParent.getOrDefault(below.get(i).number(), List.of()));
    }
    return below;
  }

  /** What there is at a later commit, or at any other. */
  Holdings at(ObjectId other, Repository git) throws IOException {
    boolean known = !head.equals(ObjectId.zeroId()) && git.getObjectDatabase().has(head);
    Holdings from = known ? this : NONE;
    Holdings next =
        new Holdings(other.copy(), new TreeMap<>(from.spaces), new TreeMap<>(from.pages));
    try (ObjectReader reader = git.newObjectReader();
        TreeWalk walk = changes(git, reader, from.head, other)) {
      while (walk.next()) {
        next.read(walk.getPathString(), walk.getObjectId(1), reader);
      }
    }
    return next;
  }

  private static TreeWalk changes(Repository git, ObjectReader reader, ObjectId from, ObjectId to)
      throws IOException {
    TreeWalk walk = new TreeWalk(git, reader);
    try (RevWalk commits = new RevWalk(reader)) {
      if (from.equals(ObjectId.zeroId())) {
        walk.addTree(new EmptyTreeIterator());
      } else {
        walk.addTree(commits.parseCommit(from).getTree());
      }
      walk.addTree(commits.parseCommit(to).getTree());
    }
    walk.setRecursive(true);
    walk.setFilter(
        AndTreeFilter.create(
            PathFilterGroup.createFromStrings(SpaceFile.FOLDER, PageFile.FOLDER),
            TreeFilter.ANY_DIFF));
    return walk;
  }

  private void read(String path, ObjectId blob, ObjectReader reader) throws IOException {
    Matcher name = FILE.matcher(path);
    if (!name.matches()) {
      return;
    }
    long number = Long.parseLong(name.group(1));
    if (path.startsWith(SpaceFile.FOLDER + "/")) {
      put(number, blob, reader, (id, file) -> spaces.put(id, SpaceFile.of(id, file)), spaces);
    } else {
      put(number, blob, reader, (id, file) -> pages.put(id, PageFile.of(id, blob, file)), pages);
    }
  }

  private static void put(
      long number,
      ObjectId blob,
      ObjectReader reader,
      BiConsumer<Long, FrontMatter> found,
      NavigableMap<Long, ?> all)
      throws IOException {
    if (blob.equals(ObjectId.zeroId())) {
      all.remove(number);
    } else {
      found.accept(number, FrontMatter.of(reader.open(blob).getBytes(LARGEST_FILE)));
    }
  }
}
