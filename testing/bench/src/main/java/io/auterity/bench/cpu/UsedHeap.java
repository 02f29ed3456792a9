package io.auterity.bench.cpu;

import java.lang.management.ManagementFactory;

/** What this process holds on its heap. */
public final class UsedHeap {

  private static final int COLLECTIONS = 3;

  private UsedHeap() {}

  /** Megabytes after a collection. */
  public static double megabytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }
}
