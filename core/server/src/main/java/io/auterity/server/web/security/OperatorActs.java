package io.auterity.server.web.security;

import io.auterity.platform.audit.AuditedAct;
import jakarta.servlet.http.HttpServletRequest;

/** The audited acts of the operator's key, as the audit log tells of them. */
public final class OperatorActs {

  /**
   * The act of a request.
   *
   * @param what e.g. {@code plugin.reload}
   */
  public static AuditedAct of(HttpServletRequest request, String what) {
    return new AuditedAct(
        AuditedAct.OPERATOR,
        request.getRemoteAddr(),
        "operator:" + what,
        RequestPaths.line(request));
  }
}
