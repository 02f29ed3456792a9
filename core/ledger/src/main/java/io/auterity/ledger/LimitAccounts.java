package io.auterity.ledger;

import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one tenant: one for each limit in its window of now, and those that nothing is
 * held in any more and whose slices are to be closed. It is confined to its ledger's lock.
 */
final class LimitAccounts {

  private final Ids ids;
  private final Time time;
  private final Map<String, LimitAccount> open = new HashMap<>();
  private final List<LimitAccount> closing = new ArrayList<>();

  LimitAccounts(Ids ids, Time time) {
    this.ids = ids;
    this.time = time;
  }

  /** That of a limit in the window of now; a new one in place of one that cannot go on. */
  LimitAccount of(String key, Limit limit, Instant now) {
    LimitAccount account = open.get(key);
    if (account == null || !account.window().contains(now) || !account.follow(limit)) {
      retire(account);
      account = new LimitAccount(limit, limit.window(now), ids);
      open.put(key, account);
    }
    return account;
  }

  /** A limit was changed: its account goes on under it, or ends. */
  void changed(String key, Limit limit) {
    LimitAccount account = open.get(key);
    if (account != null && !account.follow(limit)) {
      drop(key);
    }
  }

  /** A limit is gone. */
  void drop(String key) {
    retire(open.remove(key));
  }

  void dropAll() {
    open.values().forEach(this::retire);
    open.clear();
  }

  private void retire(@Nullable LimitAccount account) {
    if (account != null) {
      account.retire();
      closing.add(account);
    }
  }

  /** All of them, after those were ended whose window is over. */
  List<LimitAccount> reviewed() {
    Instant now = time.now();
    List<LimitAccount> past =
        open.values().stream().filter(account -> !account.window().contains(now)).toList();
    open.values().removeIf(account -> !account.window().contains(now));
    past.forEach(this::retire);
    List<LimitAccount> all = new ArrayList<>(open.values());
    all.addAll(closing);
    return all;
  }

  // Of a window that goes on: what a lowered cap left there is missing in the account after it.
  /** Takes those that can be closed, of some, in whose windows others hold now. */
  List<LimitAccount> takeReplaced(List<LimitAccount> some) {
    if (closing.isEmpty()) {
      return List.of();
    }
    Instant now = time.now();
    List<LimitAccount> over = new ArrayList<>(0);
    for (LimitAccount account : some) {
      if (account.over() && account.window().contains(now) && closing.remove(account)) {
        over.add(account);
      }
    }
    return over;
  }

  /** Takes all that can be closed. */
  List<LimitAccount> takeThoseOver() {
    List<LimitAccount> over = closing.stream().filter(LimitAccount::over).toList();
    closing.removeIf(LimitAccount::over);
    return over;
  }

  /** Whether something is asked of one that is to be closed. */
  boolean underWay() {
    return closing.stream().anyMatch(LimitAccount::extending);
  }

  /** Takes back what could not be closed. */
  void stillToClose(Collection<LimitAccount> over) {
    closing.addAll(over);
  }

  /** Something of a limit was given back. */
  void askAgain(String key) {
    LimitAccount account = open.get(key);
    if (account != null) {
      account.askAgain();
    }
  }

  /** What was approved is to be looked for again. */
  void forgetApproved() {
    open.values().forEach(account -> account.approval().forget());
  }

  /** How much calls wait for. */
  long awaited() {
    return open.values().stream().mapToLong(LimitAccount::awaited).sum();
  }
}
