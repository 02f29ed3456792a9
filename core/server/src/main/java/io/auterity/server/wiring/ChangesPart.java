package io.auterity.server.wiring;

import io.auterity.platform.database.ChangeFeed;
import io.auterity.server.part.ServerPart;

/**
 * The feed of changes that other processes make: told to the parts from when all of them have read
 * what is stored, and to none that is ending.
 */
record ChangesPart(ChangeFeed changes) implements ServerPart {

  @Override
  public void recover() {
    changes.start();
  }

  @Override
  public void drain() {
    changes.close();
  }
}
