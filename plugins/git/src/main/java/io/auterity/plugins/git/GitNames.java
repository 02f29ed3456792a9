package io.auterity.plugins.git;

import io.auterity.toolkit.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.Repository;

/** Validates the names, paths and texts of the git host. */
final class GitNames {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{40}");
  private static final int LONGEST_REF = 200;
  private static final int LONGEST_PATH = 1_000;
  private static final int LONGEST_LINE = 500;
  private static final int LONGEST_TEXT = 1_000_000;

  /** The name of a repository or an owner. */
  static void checkName(String field, String name) {
    boolean odd = name.startsWith(".") || name.toLowerCase(Locale.ROOT).endsWith(".git");
    if (odd || !NAME.matcher(name).matches()) {
      throw Refusal.invalid(
          field,
          "must be 1 to 100 of letters, digits, _, - and ., begin with no . and end with no .git");
    }
  }

  /** The name of a branch or tag, as git takes it, that cannot be taken for a commit's hash. */
  static String checkRef(String field, String name) {
    boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(name);
    boolean fits = whole && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_REF;
    boolean odd = name.startsWith("-") || name.equals("HEAD") || name.startsWith("refs/");
    if (HASH.matcher(name).matches()) {
      throw Refusal.invalid(field, "must not be 40 hexadecimal digits, as a commit's hash is");
    }
    if (!fits || odd || !Repository.isValidRefName("refs/heads/" + name)) {
      throw Refusal.invalid(
          field,
          "is no name that git takes, of at most %d bytes: without spaces, .., ~ ^ : ? * [ \\ or control characters"
              .formatted(LONGEST_REF));
    }
    return name;
  }

  /** Another name that is the same, or has a folder that is the same, where case is not told. */
  static Optional<String> alike(String name, List<String> others) {
    String[] parts = name.split("/");
    return others.stream().filter(other -> alike(parts, other.split("/"))).findFirst();
  }

  private static boolean alike(String[] name, String[] other) {
    int i = 0;
    while (i < name.length && i < other.length && name[i].equals(other[i])) {
      i++;
    }
    return i < name.length && i < other.length && name[i].equalsIgnoreCase(other[i]);
  }

  /** The path of a file: relative, without {@code ..}, {@code .git} or control characters. */
  static String checkPath(String field, String path) {
    boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(path);
    boolean odd = path.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\');
    if (!whole || odd || path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      throw badPath(field);
    }
    try {
      new ObjectChecker().setSafeForMacOS(true).checkPath(path);
    } catch (CorruptObjectException e) {
      throw badPath(field);
    }
    return path;
  }

  private static RuntimeException badPath(String field) {
    return Refusal.invalid(
        field,
        "must be a path like folder/file of at most %d bytes, without .., .git, \\ or control characters"
            .formatted(LONGEST_PATH));
  }

  /** One line that is not empty. */
  static String line(String field, String text) {
    boolean odd = text.chars().anyMatch(c -> Character.isISOControl(c) || c == '<' || c == '>');
    if (text.isBlank() || text.length() > LONGEST_LINE || (odd && field.startsWith("author"))) {
      throw Refusal.invalid(
          field, "must be one line of 1 to %d characters".formatted(LONGEST_LINE));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalid(field, "must be one line without control characters");
    }
    return text(field, text);
  }

  /** A text that is not empty. */
  static String message(String field, String text) {
    if (text.isBlank()) {
      throw Refusal.invalid(field, "must not be empty");
    }
    return text(field, text);
  }

  /** Text that a database and a commit can hold. */
  static String text(String field, String text) {
    boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(text);
    if (!whole || text.indexOf('\0') >= 0 || text.length() > LONGEST_TEXT) {
      throw Refusal.invalid(
          field,
          "must be at most %d characters, without U+0000 or half a surrogate pair"
              .formatted(LONGEST_TEXT));
    }
    return text;
  }
}
