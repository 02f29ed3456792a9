package io.auterity.relay.road;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Ink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what would be written. */
final class MemoryInk implements Ink {

  private final List<Sheet> sheets = new CopyOnWriteArrayList<>();

  @Override
  public void write(List<Setting> settings, List<Sheet> written) {
    sheets.addAll(written);
  }

  /** As they read back. */
  List<Decision> decisions() {
    return sheets.stream().map(sheet -> sheet.draft().decision(sheet.written())).toList();
  }
}
