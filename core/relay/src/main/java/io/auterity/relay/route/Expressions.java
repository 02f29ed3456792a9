package io.auterity.relay.route;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.auterity.platform.expression.ExpressionProblem;
import io.auterity.platform.expression.RegexLiterals;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compiles the two sorts of expression that a route may hold. */
final class Expressions {

  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType TEXTS = ListType.create(TEXT);

  private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder().build();
  private static final CelCompiler OF_CALL = compiler(ofCall());
  private static final CelCompiler OF_PROVIDER = compiler(ofProvider());

  /**
   * An expression over a call.
   *
   * @throws BadConditionException with the place of the first mistake
   */
  static Condition ofCall(String text) {
    return compile(OF_CALL, text);
  }

  /**
   * An expression over a call and one provider.
   *
   * @throws BadConditionException with the place of the first mistake
   */
  static Condition ofProvider(String text) {
    return compile(OF_PROVIDER, text);
  }

  private static Condition compile(CelCompiler compiler, String text) {
    try {
      CelAbstractSyntaxTree tree = compiler.compile(text).getAst();
      for (ExpressionProblem regex : RegexLiterals.problems(tree)) {
        throw new BadConditionException(regex.rule(), regex.line(), regex.column());
      }
      Conjuncts conjuncts = Conjuncts.of(tree.getExpr());
      return new Condition(
          text,
          RUNTIME.createProgram(tree),
          DirectCheck.compile(tree.getExpr()).orElse(null),
          conjuncts.equalities(),
          conjuncts.labelsNeeded());
    } catch (CelValidationException e) {
      CelIssue first = e.getErrors().getFirst();
      throw new BadConditionException(
          first.getMessage(),
          first.getSourceLocation().getLine(),
          first.getSourceLocation().getColumn() + 1);
    } catch (CelEvaluationException e) {
      throw new BadConditionException(String.valueOf(e.getMessage()), 1, 1);
    }
  }

  private static CelCompiler compiler(Map<String, CelType> variables) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL);
    variables.forEach(builder::addVar);
    return builder.build();
  }

  private static Map<String, CelType> ofCall() {
    Map<String, CelType> variables = new LinkedHashMap<>();
    variables.put("capability", TEXT);
    variables.put("model", TEXT);
    variables.put("labels", MapType.create(TEXT, TEXT));
    variables.put("principal", TEXT);
    variables.put("principal_type", TEXT);
    variables.put("door", TEXT);
    variables.put("effect", TEXT);
    variables.put("data_class", TEXT);
    variables.put("input_tokens", SimpleType.INT);
    When.RESOURCE.forEach(field -> variables.put("resource." + field, TEXT));
    return variables;
  }

  private static Map<String, CelType> ofProvider() {
    Map<String, CelType> variables = ofCall();
    variables.put("provider.id", TEXT);
    variables.put("provider.kind", TEXT);
    variables.put("provider.connector", TEXT);
    variables.put("provider.plugin", TEXT);
    variables.put("provider.grade", TEXT);
    variables.put("provider.state", TEXT);
    variables.put("provider.marks", TEXTS);
    variables.put("provider.models", TEXTS);
    variables.put("provider.region", TEXT);
    variables.put("provider.regimes", TEXTS);
    variables.put("provider.privacy", TEXT);
    return variables;
  }
}
