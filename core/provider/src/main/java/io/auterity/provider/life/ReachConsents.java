package io.auterity.provider.life;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.provider.config.ConnectorReach;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Remembers how far tenants let the connectors of their providers reach. */
public interface ReachConsents {

  /** Where no consent is asked for. */
  ReachConsents NONE =
      new ReachConsents() {
        @Override
        public @Nullable ConnectorReach of(
            TenantScope scope,
            String provider,
            long life,
            String connector,
            @Nullable ConnectorReach now) {
          return ConnectorReach.ANYWHERE;
        }

        @Override
        public boolean put(TenantScope scope, AuditedAct act, Agreed wanted, String told) {
          return false;
        }

        @Override
        public boolean withdraw(TenantScope scope, AuditedAct act, Agreed nowhere) {
          return false;
        }

        @Override
        public void tell(
            TenantScope scope,
            String provider,
            long life,
            String of,
            Consumer<Transaction> telling) {
          // No provider waits.
        }

        @Override
        public List<Agreed> all(TenantScope scope) {
          return List.of();
        }
      };

  /**
   * What a tenant agreed to.
   *
   * @param life which of the providers that have had the name
   */
  record Agreed(String provider, long life, String connector, ConnectorReach reach) {}

  /**
   * What was agreed to for a provider, at the latest by this application of it: who makes one
   * agrees to what it reaches then. Null where nothing is known, which is consent to nothing.
   *
   * @param now how far its connector reaches; null when no tenant applies it just now, or its
   *     connector is not there
   */
  @Nullable ConnectorReach of(
      TenantScope scope,
      String provider,
      long life,
      String connector,
      @Nullable ConnectorReach now);

  /**
   * Keeps what a tenant agrees to beside what it agreed to before, with an entry of the audit log.
   *
   * @param told what is new of it, in words
   * @return false when the provider is another one meanwhile
   */
  boolean put(TenantScope scope, AuditedAct act, Agreed wanted, String told);

  /**
   * Keeps that a connector may reach nowhere any more, with an entry of the audit log.
   *
   * @return false when nothing was agreed to for this very provider and connector
   */
  boolean withdraw(TenantScope scope, AuditedAct act, Agreed nowhere);

  /**
   * Tells a tenant once what a provider waits for.
   *
   * @param of names what it waits for
   * @param telling done in the transaction that notes it
   */
  void tell(
      TenantScope scope, String provider, long life, String of, Consumer<Transaction> telling);

  /** All that a tenant agreed to. */
  List<Agreed> all(TenantScope scope);
}
