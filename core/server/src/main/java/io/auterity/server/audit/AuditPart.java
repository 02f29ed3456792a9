package io.auterity.server.audit;

import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.call.Act;
import io.auterity.platform.time.Time;
import io.auterity.server.part.ServerPart;
import java.util.List;

/** The audit log, read and exported over REST. */
public record AuditPart(AuditLog log, Time time) implements ServerPart {

  @Override
  public List<Act> acts() {
    return List.of(AuditController.READ);
  }

  @Override
  public List<Object> controllers() {
    return List.of(new AuditController(log, time));
  }
}
