package io.auterity.plugins.git;

import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.git.BranchProtection;
import io.auterity.spi.git.CommitState;
import io.auterity.spi.git.ReviewVerdict;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** The rules of protected branches: a document each, asked before a branch is moved. */
record BranchRules(Host host, Reviews reviews, Statuses statuses) {

  private static final int MOST_APPROVALS = 1;
  private static final int MOST_CHECKS = 50;

  /** What a branch asks of a change. */
  record Rule(int approvals, List<String> checks) {
    boolean asksNothing() {
      return approvals == 0 && checks.isEmpty();
    }
  }

  Optional<Rule> of(StoredRepository storedRepository, String branch) {
    return host.documents().get(Host.rules(storedRepository.id()), branch).map(BranchRules::read);
  }

  void set(StoredRepository storedRepository, BranchProtection asked) {
    check(asked);
    Json.Obj body =
        Json.EMPTY
            .with("approvals", Json.of(asked.approvals()))
            .with("checks", Json.array(asked.checks().stream().map(Json::of).toList()));
    Document rule = new Document(Host.rules(storedRepository.id()), asked.name(), body);
    host.documents()
        .write(
            writer -> {
              if (writer.get(rule.collection(), rule.id()).isPresent()) {
                writer.put(rule);
              } else {
                writer.addOrGet(rule, Map.of());
              }
              return rule;
            });
  }

  void remove(StoredRepository storedRepository, String branch) {
    host.documents()
        .write(
            writer -> {
              writer.delete(Host.rules(storedRepository.id()), branch);
              return branch;
            });
  }

  private static void check(BranchProtection asked) {
    if (asked.approvals() < 0 || asked.approvals() > MOST_APPROVALS) {
      throw Refusal.invalid(
          "approvals", "must be 0 or 1: this host does not tell one reviewer from another");
    }
    if (asked.checks().size() > MOST_CHECKS) {
      throw Refusal.invalid("checks", "must be at most " + MOST_CHECKS);
    }
    asked.checks().forEach(check -> GitNames.line("checks", check));
    if (!asked.admins()) {
      throw Refusal.invalid("admins", "must be true: this host has no administrators to spare");
    }
  }

  /** Refuses to remove the default branch, and one whose rules ask for something. */
  void requireDeletable(StoredRepository storedRepository, String branch) {
    if (branch.equals(storedRepository.defaultBranch())) {
      throw GitErrors.conflict("name", branch + " is the default branch: choose another one first");
    }
    if (closed(storedRepository, branch)) {
      throw GitErrors.conflict(
          "name", "branch %s is protected: remove its rules first".formatted(branch));
    }
  }

  private boolean closed(StoredRepository storedRepository, String branch) {
    return of(storedRepository, branch).filter(rule -> !rule.asksNothing()).isPresent();
  }

  /** Refuses a commit that no pull request brings. */
  void requireOpen(StoredRepository storedRepository, String branch) {
    if (closed(storedRepository, branch)) {
      throw GitErrors.conflict(
          "branch",
          "branch %s is protected: commit to another one and open a pull request"
              .formatted(branch));
    }
  }

  /** Refuses to take commits away from a branch that has rules, whatever they ask for. */
  void requireUnruled(StoredRepository storedRepository, String branch) {
    if (of(storedRepository, branch).isPresent()) {
      throw GitErrors.conflict(
          "branch", "branch %s is protected: its commits stay".formatted(branch));
    }
  }

  /** Refuses a merge that lacks what the target's rules ask for. */
  void requireMet(StoredRepository storedRepository, String target, int pull, ObjectId head) {
    of(storedRepository, target)
        .ifPresent(
            rule -> {
              requireApprovals(storedRepository, rule, pull, head);
              requireChecks(storedRepository, rule, head);
            });
  }

  private void requireApprovals(
      StoredRepository storedRepository, Rule rule, int pull, ObjectId head) {
    List<ReviewVerdict> verdicts = reviews.verdicts(storedRepository, pull, head.name());
    long approvals = verdicts.stream().filter(v -> v == ReviewVerdict.APPROVE).count();
    if (approvals < rule.approvals()) {
      throw GitErrors.conflict(
          "pull",
          "the target needs %d approvals of commit %s and has %d"
              .formatted(rule.approvals(), head.name(), approvals));
    }
    if (!verdicts.isEmpty() && verdicts.getLast() == ReviewVerdict.REQUEST_CHANGES) {
      throw GitErrors.conflict("pull", "the last review asks for changes");
    }
  }

  private void requireChecks(StoredRepository storedRepository, Rule rule, ObjectId head) {
    for (String check : rule.checks()) {
      if (statuses.state(storedRepository, head.name(), check) != CommitState.SUCCESS) {
        throw GitErrors.conflict(
            "pull",
            "the target needs check '%s' to succeed for commit %s".formatted(check, head.name()));
      }
    }
  }

  private static Rule read(Document document) {
    Fields fields = Fields.of(document.body());
    return new Rule((int) fields.number("approvals"), fields.texts("checks"));
  }
}
