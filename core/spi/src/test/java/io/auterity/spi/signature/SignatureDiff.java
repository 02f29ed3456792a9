package io.auterity.spi.signature;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiChangeStatus;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiCompatibilityChange;
import japicmp.model.JApiCompatibilityChangeType;
import japicmp.model.JApiField;
import japicmp.model.JApiHasChangeStatus;
import japicmp.model.JApiParameter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What another version has more and less, by the names of classes and their members.
 *
 * @param breaks what plugins of the older version no longer find, or lack, each with the reason
 * @param additions what only plugins of the newer version know
 */
record SignatureDiff(List<String> breaks, List<String> additions) {

  /** What a plugin that was compiled before does not notice. */
  private static final Set<JApiCompatibilityChangeType> HARMLESS =
      EnumSet.of(
          JApiCompatibilityChangeType.METHOD_NEW_DEFAULT,
          JApiCompatibilityChangeType.METHOD_NEW_STATIC_ADDED_TO_INTERFACE,
          JApiCompatibilityChangeType.ANNOTATION_ADDED,
          JApiCompatibilityChangeType.ANNOTATION_MODIFIED,
          JApiCompatibilityChangeType.ANNOTATION_REMOVED);

  static SignatureDiff between(byte[] older, byte[] newer) {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    SignatureDiff diff = new SignatureDiff(new ArrayList<>(), new ArrayList<>());
    new JarArchiveComparator(options)
        .compare(new JApiCmpArchive(older, "older", "1"), new JApiCmpArchive(newer, "newer", "2"))
        .forEach(diff::add);
    diff.breaks.addAll(WireForm.of(older).breaksIn(WireForm.of(newer)));
    return new SignatureDiff(diff.breaks, diff.additions.stream().sorted().toList());
  }

  private void add(JApiClass type) {
    String name = type.getFullyQualifiedName();
    add(name, type, type);
    JApiChangeStatus status = type.getChangeStatus();
    if (status == JApiChangeStatus.NEW || status == JApiChangeStatus.REMOVED) {
      return;
    }
    type.getSuperclass().getCompatibilityChanges().forEach(why -> harm(name, why));
    type.getInterfaces()
        .forEach(one -> one.getCompatibilityChanges().forEach(why -> harm(name, why)));
    type.getConstructors().forEach(one -> add(name + inBrackets(one), one, one));
    type.getMethods()
        .forEach(one -> add("%s.%s%s".formatted(name, one.getName(), inBrackets(one)), one, one));
    for (JApiField field : type.getFields()) {
      add(name + "." + field.getName(), field, field);
    }
  }

  private void add(String name, JApiHasChangeStatus status, JApiCompatibility change) {
    int before = breaks.size();
    change.getCompatibilityChanges().forEach(why -> harm(name, why));
    if (status.getChangeStatus() == JApiChangeStatus.NEW && breaks.size() == before) {
      additions.add(name);
    }
  }

  private void harm(String name, JApiCompatibilityChange why) {
    boolean breaking = !why.isBinaryCompatible() || !why.isSourceCompatible();
    if (breaking && !HARMLESS.contains(why.getType())) {
      breaks.add("%s: %s".formatted(name, why.getType()));
    }
  }

  private static String inBrackets(JApiBehavior behavior) {
    return behavior.getParameters().stream()
        .map(JApiParameter::getType)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
