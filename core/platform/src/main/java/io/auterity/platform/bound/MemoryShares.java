package io.auterity.platform.bound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Decides who gets memory of a bounded pool, who waits, and who never gets it. No owner gets more
 * than is left to the others afterwards: one alone gets half, two that want all get a third each,
 * and there is always some for one who has nothing. Those of one owner are served in their order;
 * an owner that waits for its share keeps no other waiting. Confined to one thread at a time.
 */
final class MemoryShares {

  /** What becomes of a request for memory. */
  enum Verdict {
    ADMITTED,
    WAITING,
    /** It would not fit if nothing else were there. */
    NEVER
  }

  /** One that asks; compared by identity. */
  abstract static class Request {
    private final UUID owner;
    private final long bytes;

    Request(UUID owner, long bytes) {
      this.owner = owner;
      this.bytes = bytes;
    }

    final long bytes() {
      return bytes;
    }
  }

  private static final class Owner {
    private long taken;
    private final Deque<Request> line = new ArrayDeque<>();
  }

  private final long most;
  private long taken;
  private final Map<UUID, Owner> owners = new LinkedHashMap<>();

  MemoryShares(long most) {
    this.most = most;
  }

  /** What one owner gets at most. */
  long largest() {
    return most / 2;
  }

  /** What all have together. */
  long taken() {
    return taken;
  }

  /**
   * Asks for memory.
   *
   * @param held what the same input holds already
   */
  Verdict ask(Request request, long held) {
    if (request.bytes > largest() - held) {
      return Verdict.NEVER;
    }
    Owner owner = owners.computeIfAbsent(request.owner, _ -> new Owner());
    if (owner.line.isEmpty() && fits(owner, request)) {
      take(owner, request);
      return Verdict.ADMITTED;
    }
    owner.line.add(request);
    return Verdict.WAITING;
  }

  /**
   * Asks for memory that is there at once, and does not wait: those that do are not before it.
   *
   * @param held what the same input holds already
   */
  Verdict askOnce(Request request, long held) {
    if (request.bytes > largest() - held) {
      return Verdict.NEVER;
    }
    Owner owner = owners.computeIfAbsent(request.owner, _ -> new Owner());
    if (fits(owner, request)) {
      take(owner, request);
      return Verdict.ADMITTED;
    }
    tidy(request.owner);
    return Verdict.WAITING;
  }

  /** Takes a request out of the line; false when it does not wait any more. */
  boolean giveUp(Request request) {
    Owner owner = owners.get(request.owner);
    boolean waited = owner != null && owner.line.remove(request);
    tidy(request.owner);
    return waited;
  }

  /** Gives memory back, and tells which of those that waited have theirs now. */
  List<Request> giveBack(UUID giver, long bytes) {
    Owner from = owners.get(giver);
    if (from != null) {
      from.taken -= bytes;
      taken -= bytes;
    }
    List<Request> admitted = new ArrayList<>();
    for (boolean more = true; more; ) {
      more = false;
      for (Owner owner : owners.values()) {
        Request first = owner.line.peek();
        if (first != null && fits(owner, first)) {
          take(owner, owner.line.remove());
          admitted.add(first);
          more = true;
        }
      }
    }
    tidy(giver);
    return admitted;
  }

  private boolean fits(Owner owner, Request request) {
    return owner.taken + request.bytes <= most - taken - request.bytes;
  }

  private void take(Owner owner, Request request) {
    owner.taken += request.bytes;
    taken += request.bytes;
  }

  private void tidy(UUID id) {
    Owner owner = owners.get(id);
    if (owner != null && owner.taken == 0 && owner.line.isEmpty()) {
      owners.remove(id);
    }
  }
}
