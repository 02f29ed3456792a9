package io.auterity.relay.thought;

import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of bytes by tenant and id. Their bytes are bounded, those of a tenant more narrowly: what
 * was used longest ago goes first, at that of who has the most.
 */
final class RecentPieces {

  /** Bytes of all of them. */
  static final long ROOM = 32L << 20;

  /** Bytes of those of one tenant. */
  static final long TENANT_ROOM = 8L << 20;

  /** What one takes beside its bytes. */
  static final int OVERHEAD = 256;

  private final long room;
  private final long tenantRoom;
  private final long unusedNanos;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock, as is what each holds.
  private final Map<UUID, OfTenant> tenants = new HashMap<>();
  private long bytes;

  RecentPieces(long room, long tenantRoom, Duration unused, Time time) {
    this.room = room;
    this.tenantRoom = tenantRoom;
    this.unusedNanos = unused.toNanos();
    this.time = time;
  }

  private static final class Piece {
    private final byte[] content;
    private long used;

    Piece(byte[] content, long used) {
      this.content = content;
      this.used = used;
    }

    long size() {
      return (long) content.length + OVERHEAD;
    }
  }

  private static final class OfTenant {
    private final Map<UUID, Piece> pieces = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
  }

  void keep(UUID tenant, UUID id, byte[] content) {
    lock.lock();
    try {
      OfTenant mine = tenants.computeIfAbsent(tenant, one -> new OfTenant());
      remove(mine, mine.pieces.remove(id));
      Piece piece = new Piece(content, time.nanos());
      mine.pieces.put(id, piece);
      mine.bytes += piece.size();
      bytes += piece.size();
      while (mine.bytes > tenantRoom || isOver(mine)) {
        removeOldest(mine);
      }
      while (bytes > room) {
        removeOldest(largest());
      }
      tenants.values().removeIf(one -> one.pieces.isEmpty());
    } finally {
      lock.unlock();
    }
  }

  byte @Nullable [] find(UUID tenant, UUID id) {
    lock.lock();
    try {
      OfTenant mine = tenants.get(tenant);
      Piece piece = mine == null ? null : mine.pieces.get(id);
      if (piece == null || time.nanos() - piece.used > unusedNanos) {
        return null;
      }
      piece.used = time.nanos();
      return piece.content;
    } finally {
      lock.unlock();
    }
  }

  boolean isEmpty(UUID tenant) {
    lock.lock();
    try {
      return !tenants.containsKey(tenant);
    } finally {
      lock.unlock();
    }
  }

  /** Bytes that all take. */
  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver(OfTenant mine) {
    Iterator<Piece> pieces = mine.pieces.values().iterator();
    return pieces.hasNext() && time.nanos() - pieces.next().used > unusedNanos;
  }

  private OfTenant largest() {
    return tenants.values().stream().max(Comparator.comparingLong(one -> one.bytes)).orElseThrow();
  }

  private void removeOldest(OfTenant of) {
    Iterator<Piece> pieces = of.pieces.values().iterator();
    Piece oldest = pieces.next();
    pieces.remove();
    remove(of, oldest);
  }

  private void remove(OfTenant of, @Nullable Piece piece) {
    if (piece != null) {
      of.bytes -= piece.size();
      bytes -= piece.size();
    }
  }
}
