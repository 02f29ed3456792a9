package io.auterity.plugins.git;

import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.jspecify.annotations.Nullable;

/** What git demands of an object, and how long it may be where it is read as a whole. */
final class ObjectRules extends ObjectChecker {

  static final int LARGEST_TREE = 16 << 20;
  static final int LARGEST_COMMIT = 4 << 20;

  ObjectRules() {
    setAllowLeadingZeroFileMode(true);
    setAllowInvalidPersonIdent(true);
  }

  /** Refuses one that is too long, before it is in memory. */
  static void requireSize(int type, long bytes) throws CorruptObjectException {
    long most = most(type);
    if (bytes < 0 || bytes > most) {
      throw new CorruptObjectException(
          "a %s has %d bytes, at most %d".formatted(Constants.typeString(type), bytes, most));
    }
  }

  private static long most(int type) {
    return switch (type) {
      case Constants.OBJ_BLOB -> Push.LARGEST_OBJECT;
      case Constants.OBJ_TREE -> LARGEST_TREE;
      default -> LARGEST_COMMIT;
    };
  }

  @Override
  public void check(@Nullable AnyObjectId id, int type, byte[] raw) throws CorruptObjectException {
    requireSize(type, raw.length);
    super.check(id, type, raw);
  }
}
