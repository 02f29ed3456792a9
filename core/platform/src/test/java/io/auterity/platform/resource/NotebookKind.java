package io.auterity.platform.resource;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind for tests: a text, and a name of another resource that it may need. */
final class NotebookKind extends SpecKind<NotebookKind.Note> {

  /** What stands in a notebook. */
  public record Note(String text, @Nullable String shelf, @Nullable String secret) {}

  private final List<String> told;
  private final Runnable checking;

  NotebookKind(String name, int order, List<String> told) {
    this(name, order, told, () -> {});
  }

  /** One that does something at each check. */
  NotebookKind(String name, int order, List<String> told, Runnable checking) {
    super(name, order, Note.class);
    this.told = told;
    this.checking = checking;
  }

  static List<NotebookKind> pair(List<String> told) {
    return new ArrayList<>(
        List.of(new NotebookKind("page", 20, told), new NotebookKind("shelf", 10, told)));
  }

  @Override
  protected List<Problem> check(TenantScope scope, String id, Note spec, ResourceSet others) {
    checking.run();
    String shelf = spec.shelf();
    return shelf == null || others.get("shelf", shelf).isPresent()
        ? List.of()
        : List.of(new Problem("shelf", "there is no shelf '%s'".formatted(shelf), "add it"));
  }

  @Override
  public boolean keepsText() {
    return name().equals("page");
  }

  @Override
  protected Set<String> secrets(Note spec) {
    return spec.secret() == null ? Set.of() : Set.of(spec.secret());
  }

  @Override
  public void storing(Transaction tx, TenantScope scope, AuditedAct act, Resource resource) {
    if (read(resource.spec()).text().equals("taken")) {
      throw new CallFailedException(FailureCode.CONFLICT, resource.id() + " is taken");
    }
  }

  @Override
  protected void applied(TenantScope scope, Resource resource, Note spec) {
    told.add("%s %s v%d: %s".formatted(name(), resource.id(), resource.version(), spec.text()));
  }

  @Override
  public void appliedAgain(TenantScope scope, AuditedAct act, Resource resource) {
    told.add("%s %s v%d again".formatted(name(), resource.id(), resource.version()));
  }

  @Override
  public void removed(TenantScope scope, String id) {
    told.add("%s %s removed".formatted(name(), id));
  }
}
