package io.auterity.control.access;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.Acts;
import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.CallerTerms;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by the grants that the principal has at this moment. Default deny, deny wins, and an
 * error in deciding denies; a database that is away is told apart, as the caller may try again.
 */
public final class GrantAuthorizer implements Authorizer {

  /** What every verified caller may do; what it asks for behind the door is decided there. */
  public static final Act ENTER = new Act("enter", Trace.NONE, false);

  /** To have a resource use a secret; granted for one by {@code control:secret.use.NAME}. */
  public static final Act SECRET_USE = new Act("secret.use", Trace.NONE, false);

  public static final Act SECRET_WRITE = new Act("secret.write", Trace.WITH_CHANGE, false);

  private static final Logger LOG = LoggerFactory.getLogger(GrantAuthorizer.class);

  /** Where the grants of a principal are looked up. */
  interface Source {
    Grants of(TenantScope scope, UUID principal);

    /** What comes with a principal beside its grants. */
    default CallerTerms terms(TenantScope scope, UUID principal) {
      return CallerTerms.NONE;
    }
  }

  private final Source grants;
  private final Supplier<Acts> acts;

  GrantAuthorizer(Source grants, Supplier<Acts> acts) {
    this.grants = grants;
    this.acts = acts;
  }

  @Override
  public Verdict authorize(TenantScope scope, Principal principal, Capability capability) {
    return principal.equals(Principal.PLATFORM)
        ? ofPlatform(capability)
        : decide(scope, principal, capability.id());
  }

  @Override
  public CallerTerms terms(TenantScope scope, Principal principal) {
    return principal.equals(Principal.PLATFORM)
        ? CallerTerms.NONE
        : grants.terms(scope, principal.id());
  }

  // It has no key: what it may do stands here.
  private static Verdict ofPlatform(Capability capability) {
    return switch (capability.id()) {
      case "text.pii.mask" -> Verdict.allow("platform", "The platform masks what a route keeps.");
      case "ai.tuning.get", "ai.tuning.list", "ai.tuning.settle" ->
          Verdict.allow("platform", "The platform follows jobs of fine-tuning to their bill.");
      case "git.webhook.list", "git.webhook.delete" ->
          Verdict.allow("platform", "The platform removes hooks of providers that were removed.");
      default ->
          Verdict.deny(
              "platform",
              "the platform itself masks texts, follows jobs of fine-tuning and removes hooks"
                  + " alone");
    };
  }

  /** Decides about an act on the control plane; one that is not registered is denied. */
  public Verdict authorize(TenantScope scope, Principal principal, Act act) {
    if (act.equals(ENTER)) {
      return Verdict.allow("verified caller", "every verified caller may come in");
    }
    Verdict verdict =
        decided(
            principal,
            act.target(),
            () -> {
              Acts all = acts.get();
              return grants.of(scope, principal.id()).decide(all.registered(act).target(), all);
            });
    return verdict.permits() && !terms(scope, principal).admits(Invocation.Door.REST)
        ? Verdict.deny("key doors", "this key may call models and services only, at its own doors")
        : verdict;
  }

  /**
   * Decides whether a principal may have a resource or a call use a secret: one that may write
   * secrets may, since it could store there a value that it knows.
   */
  @Override
  public Verdict authorizeUse(TenantScope scope, Principal principal, String secret) {
    if (principal.equals(Principal.PLATFORM)) {
      return Verdict.allow("platform", "The platform changes none of what it applies again.");
    }
    String target = SECRET_USE.target() + "." + secret;
    String wider = SECRET_WRITE.target();
    Verdict verdict =
        decided(
            principal,
            target,
            () -> grants.of(scope, principal.id()).decide(target, wider, acts.get()));
    return verdict.permits()
        ? verdict
        : Verdict.deny(
            verdict.rule(),
            "%s; a caller who makes keys may grant it, and %s includes it"
                .formatted(verdict.reason(), wider));
  }

  private Verdict decide(TenantScope scope, Principal principal, String target) {
    return decided(
        principal, target, () -> grants.of(scope, principal.id()).decide(target, acts.get()));
  }

  private static Verdict decided(Principal principal, String target, Supplier<Verdict> decision) {
    try {
      return decision.get();
    } catch (CallFailedException e) {
      return unlessUnavailable(e, principal, target);
    } catch (RuntimeException e) {
      return error(e, principal, target);
    }
  }

  private static Verdict unlessUnavailable(CallFailedException e, Principal who, String target) {
    if (e.failure().code() == FailureCode.UNAVAILABLE) {
      throw e;
    }
    return error(e, who, target);
  }

  private static Verdict error(RuntimeException e, Principal principal, String target) {
    LOG.error("Cannot decide about {} for {}", target, principal.id(), e);
    return Verdict.deny("runtime_error:grants", "the grants of this caller could not be read");
  }
}
