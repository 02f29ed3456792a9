package io.auterity.provider.token;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.job.JobKind;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells in the audit log what became of tokens that a provider has no more. */
final class TokenAudit {

  /** Why they stay at their vendor where it is not known how to revoke them. */
  static final String NO_WAY =
      "it is not known how, as the vendor takes none back, or client or connector is another now";

  private static final String LEFT = "not given back, withdraw them there: ";

  private static final AuditedAct ACT = AuditedAct.ofPlatform("control:provider.connect");

  private final ChangeAudit audit;

  TokenAudit(ChangeAudit audit) {
    this.audit = audit;
  }

  /** Their vendor knows that they are good no more. */
  Consumer<Transaction> givenBack(String provider) {
    return told(provider, null);
  }

  /** They may still be good at their vendor, and their revocation is not tried any more. */
  Consumer<Transaction> left(String provider, String why) {
    return told(provider, LEFT + why);
  }

  /** The same of tokens whose revocation is given up. */
  static JobKind.GivenUp givenUp(String provider, String why) {
    return new JobKind.GivenUp(ACT, List.of(change(provider, LEFT + why)));
  }

  private Consumer<Transaction> told(String provider, @Nullable String after) {
    return tx -> audit.write(tx, ACT, change(provider, after));
  }

  private static AuditedChange change(String provider, @Nullable String after) {
    return new AuditedChange(
        "provider/%s/connection".formatted(provider), "tokens at its vendor", after);
  }
}
