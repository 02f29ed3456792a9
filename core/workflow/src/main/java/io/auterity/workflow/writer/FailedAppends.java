package io.auterity.workflow.writer;

import java.util.Map;
import java.util.WeakHashMap;

/**
 * The failed appends: receipts of which an entry never will be durable. No later entry of such a
 * receipt will be either, so that the journal of a run is always the beginning of what has happened
 * in it.
 */
final class FailedAppends {

  private enum Why {
    LOST,
    REFUSED
  }

  private final Map<Journal.Receipt, Why> denied = new WeakHashMap<>();

  /** Others have written to the run. */
  void lose(Journal.Receipt receipt) {
    denied.put(receipt, Why.LOST);
    tell(receipt);
  }

  /** The database refuses the entry. */
  void refuse(Journal.Receipt receipt) {
    denied.put(receipt, Why.REFUSED);
    tell(receipt);
  }

  boolean concerns(Journal.Receipt receipt) {
    return denied.containsKey(receipt);
  }

  void tell(Journal.Receipt receipt) {
    if (denied.get(receipt) == Why.REFUSED) {
      receipt.refused();
    } else {
      receipt.lost();
    }
  }
}
