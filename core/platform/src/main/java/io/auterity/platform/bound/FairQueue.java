package io.auterity.platform.bound;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue for places at which something runs, where tenants take turns. The next one is of
 * the tenant that runs least, of several of whom was served longest ago; of its providers and
 * whatever else it has, it is chosen alike; those of one are served in their order. Some places are
 * kept for tenants that have none. No tenant waits with more than is left to the others, and
 * nothing of a tenant with more than is left to its rest. Confined to one thread at a time.
 *
 * @param <T> what waits
 */
public final class FairQueue<T> {

  private final int places;
  private final int kept;
  private final int most;
  // Those served longest ago come first.
  private final SequencedMap<UUID, Tenant<T>> tenants = new LinkedHashMap<>();
  private int running;
  private int waiting;

  /**
   * Whose something is.
   *
   * @param part of what the tenant has: a provider, a key, or the same for all
   */
  public record Owner(UUID tenant, String part) {}

  /** Something that waits or runs; compared by identity. */
  public static final class Ticket<T> {
    private final Owner owner;
    private final T item;

    private Ticket(Owner owner, T item) {
      this.owner = owner;
      this.item = item;
    }

    public T item() {
      return item;
    }
  }

  private static final class Tenant<T> {
    private final SequencedMap<String, Part<T>> parts = new LinkedHashMap<>();
    private int running;
    private int waiting;
  }

  private static final class Part<T> {
    private final Deque<Ticket<T>> line = new ArrayDeque<>();
    private int running;
  }

  /**
   * @param places at which something runs
   * @param kept of them for tenants that have none
   * @param most that wait
   */
  public FairQueue(int places, int kept, int most) {
    this.places = places;
    this.kept = kept;
    this.most = most;
  }

  /** Puts something in; null when its tenant, or that part of it, waits with as much as it may. */
  public @Nullable Ticket<T> offer(Owner owner, T item) {
    Tenant<T> tenant = tenants.computeIfAbsent(owner.tenant(), _ -> new Tenant<>());
    Part<T> part = tenant.parts.computeIfAbsent(owner.part(), _ -> new Part<>());
    if (tenant.waiting + 1L > most - (waiting + 1L)
        || part.line.size() + 1L > most / 2 - (tenant.waiting + 1L)) {
      tidy(owner);
      return null;
    }
    Ticket<T> ticket = new Ticket<>(owner, item);
    part.line.add(ticket);
    tenant.waiting++;
    waiting++;
    return ticket;
  }

  /** What has its turn, and runs from now on; null when no place is free for what waits. */
  public @Nullable Ticket<T> next() {
    Tenant<T> tenant = running < places ? nextTenant() : null;
    if (tenant == null) {
      return null;
    }
    Part<T> part = nextPart(tenant);
    Ticket<T> ticket = part.line.remove();
    tenant.waiting--;
    waiting--;
    tenant.running++;
    part.running++;
    running++;
    tenants.putLast(ticket.owner.tenant(), tenant);
    tenant.parts.putLast(ticket.owner.part(), part);
    return ticket;
  }

  private @Nullable Tenant<T> nextTenant() {
    Tenant<T> next = null;
    for (Tenant<T> tenant : tenants.values()) {
      boolean mayRun = tenant.running == 0 || running < places - kept;
      if (tenant.waiting > 0 && mayRun && (next == null || tenant.running < next.running)) {
        next = tenant;
      }
    }
    return next;
  }

  private static <T> Part<T> nextPart(Tenant<T> tenant) {
    Part<T> next = null;
    for (Part<T> part : tenant.parts.values()) {
      if (!part.line.isEmpty() && (next == null || part.running < next.running)) {
        next = part;
      }
    }
    if (next == null) {
      throw new IllegalStateException("a tenant waits with nothing");
    }
    return next;
  }

  /** Takes out what waits; false when it does not wait any more. */
  public boolean giveUp(Ticket<T> ticket) {
    Tenant<T> tenant = tenants.get(ticket.owner.tenant());
    Part<T> part = tenant == null ? null : tenant.parts.get(ticket.owner.part());
    if (tenant == null || part == null || !part.line.remove(ticket)) {
      return false;
    }
    tenant.waiting--;
    waiting--;
    tidy(ticket.owner);
    return true;
  }

  /** Gives back the place of what ran. */
  public void ended(Ticket<T> ticket) {
    Tenant<T> tenant = tenants.get(ticket.owner.tenant());
    Part<T> part = tenant == null ? null : tenant.parts.get(ticket.owner.part());
    if (tenant == null || part == null) {
      throw new IllegalStateException("it does not run");
    }
    tenant.running--;
    part.running--;
    running--;
    tidy(ticket.owner);
  }

  /** How much waits. */
  public int waiting() {
    return waiting;
  }

  private void tidy(Owner owner) {
    Tenant<T> tenant = tenants.get(owner.tenant());
    if (tenant == null) {
      return;
    }
    Part<T> part = tenant.parts.get(owner.part());
    if (part != null && part.running == 0 && part.line.isEmpty()) {
      tenant.parts.remove(owner.part());
    }
    if (tenant.parts.isEmpty()) {
      tenants.remove(owner.tenant());
    }
  }
}
