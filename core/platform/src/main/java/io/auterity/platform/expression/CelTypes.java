package io.auterity.platform.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.MapOf;
import io.auterity.platform.expression.ValueType.Nullable;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The types of one set of names, as CEL's checker asks for them and as it answers. */
@SuppressWarnings("Immutable") // Grows with each text; what a checker was told stays as it is.
final class CelTypes implements CelTypeProvider {

  private final Map<String, StructType> byName = new ConcurrentHashMap<>();
  private final Map<String, Struct> structs = new ConcurrentHashMap<>();
  private final Map<Struct, StructType> known = new ConcurrentHashMap<>();

  /** Names of all fields of all objects, for suggestions. */
  Set<String> fieldNames() {
    Set<String> names = new TreeSet<>();
    structs.values().forEach(struct -> names.addAll(struct.fields().keySet()));
    return names;
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.copyOf(byName.values());
  }

  @Override
  public Optional<CelType> findType(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  CelType of(ValueType type) {
    return switch (type) {
      case Scalar scalar -> scalar(scalar);
      case ListOf(ValueType item) -> ListType.create(of(item));
      case MapOf(ValueType value) -> MapType.create(SimpleType.STRING, of(value));
      case Struct struct -> struct(struct);
      case Nullable(ValueType inner) -> nullable(of(inner));
    };
  }

  private static CelType scalar(Scalar scalar) {
    return switch (scalar) {
      case ANY, NUMBER, FOREIGN -> SimpleType.DYN;
      case NULL -> SimpleType.NULL_TYPE;
      case BOOL -> SimpleType.BOOL;
      case INT -> SimpleType.INT;
      case DOUBLE -> SimpleType.DOUBLE;
      case TEXT -> SimpleType.STRING;
      case DURATION -> SimpleType.DURATION;
      case TIMESTAMP -> SimpleType.TIMESTAMP;
    };
  }

  // CEL knows null only beside scalars and objects; a list or map that may be null is anything.
  private static CelType nullable(CelType type) {
    return switch (type.kind()) {
      case BOOL, INT, DOUBLE, STRING -> NullableType.create(type);
      case STRUCT -> type;
      default -> SimpleType.DYN;
    };
  }

  private synchronized StructType struct(Struct struct) {
    StructType made = known.get(struct);
    if (made != null) {
      return made;
    }
    Map<String, CelType> fields = new LinkedHashMap<>();
    struct.fields().forEach((name, field) -> fields.put(name, of(field.type())));
    // Braces keep the name from ever being read as an identifier.
    String name = "{%s}#%d".formatted(String.join(", ", fields.keySet()), known.size());
    StructType type =
        StructType.create(
            name,
            ImmutableSet.copyOf(fields.keySet()),
            field -> Optional.ofNullable(fields.get(field)));
    known.put(struct, type);
    byName.put(name, type);
    structs.put(name, struct);
    return type;
  }

  /** The type of a checked expression. An object literal with literal names has these fields. */
  ValueType of(CelAbstractSyntaxTree ast) {
    return of(ast, ast.getExpr());
  }

  private ValueType of(CelAbstractSyntaxTree ast, CelExpr expression) {
    if (expression.exprKind().getKind() == CelExpr.ExprKind.Kind.MAP
        && expression.map().entries().stream().allMatch(CelTypes::plain)) {
      Map<String, ValueType> fields = new LinkedHashMap<>();
      for (CelExpr.CelMap.Entry entry : expression.map().entries()) {
        fields.put(entry.key().constant().stringValue(), of(ast, entry.value()));
      }
      return Struct.required(fields);
    }
    return from(ast.getType(expression.id()).orElse(SimpleType.DYN));
  }

  /**
   * The type of a path, e.g. {@code input.title}, as the checker would tell it; empty where only
   * the checker can, or where it would refuse the path.
   */
  Optional<ValueType> ofPath(ValueType root, List<String> fields) {
    CelType type = of(root);
    for (String field : fields) {
      Optional<CelType> next =
          switch (type.kind()) {
            case DYN -> Optional.of(SimpleType.DYN);
            case MAP -> Optional.of(((MapType) type).valueType());
            case STRUCT -> ((StructType) type).findField(field).map(StructType.Field::type);
            default -> Optional.empty();
          };
      if (next.isEmpty()) {
        return Optional.empty();
      }
      type = next.get();
    }
    return Optional.of(from(type));
  }

  private static boolean plain(CelExpr.CelMap.Entry entry) {
    return !entry.optionalEntry()
        && entry.key().exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && entry.key().constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  /** A type of CEL's checker. */
  ValueType from(CelType type) {
    return switch (type) {
      case NullableType nullable -> new Nullable(from(nullable.targetType()));
      case ListType list -> new ListOf(list.hasElemType() ? from(list.elemType()) : Scalar.ANY);
      case MapType map -> new MapOf(from(map.valueType()));
      default -> simple(type);
    };
  }

  private ValueType simple(CelType type) {
    Struct struct = structs.get(type.name());
    return struct == null ? scalar(type.kind()) : struct;
  }

  private static ValueType scalar(CelKind kind) {
    return switch (kind) {
      case DYN, ANY, TYPE_PARAM, ERROR -> Scalar.ANY;
      case NULL_TYPE -> Scalar.NULL;
      case BOOL -> Scalar.BOOL;
      case INT, UINT -> Scalar.INT;
      case DOUBLE -> Scalar.DOUBLE;
      case STRING -> Scalar.TEXT;
      case DURATION -> Scalar.DURATION;
      case TIMESTAMP -> Scalar.TIMESTAMP;
      default -> Scalar.FOREIGN;
    };
  }
}
