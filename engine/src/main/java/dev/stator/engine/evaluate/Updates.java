package dev.stator.engine.evaluate;

import dev.stator.engine.fault.Fault;
import dev.stator.engine.item.ItemLimits;
import dev.stator.engine.item.NumberText;
import dev.stator.engine.item.SetOrder;
import dev.stator.expression.Arithmetic;
import dev.stator.expression.IfNotExists;
import dev.stator.expression.ListAppend;
import dev.stator.expression.Path;
import dev.stator.expression.Segment;
import dev.stator.expression.SetOperand;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import dev.stator.expression.Value;
import dev.stator.value.AttributeType;
import dev.stator.value.AttributeValue;
import dev.stator.value.ItemSize;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what an update changes of the item that is there. */
public final class Updates {
    private static final String MISSING =
            "The provided expression refers to an attribute that does not exist in the item";
    private static final String WRONG_PATH =
            "The document path provided in the update expression is invalid for update";

    private Updates() {}

    /** A value of the item, or a constant, is not of the type that an action can work with. */
    public static final class WrongType extends Fault {
        private static final long serialVersionUID = 1;

        WrongType() {
            super(VALIDATION, 400, "An operand in the update expression has an incorrect data type");
        }
    }

    /**
     * What a bound update changes: the new values of attributes, null for those that are there and go. What its actions leave is
     * found, and refused, before a path is looked at, all of it from the item as it was before.
     *
     * @param there whether there is an item; if not, paths of which nothing is there can be removed
     * @throws Fault a ValidationException if the item does not allow the update
     */
    public static Map<String, @Nullable AttributeValue> apply(
            UpdateExpression update, Map<String, AttributeValue> item, boolean there) {
        List<UpdateAction> actions = update.actions();
        List<@Nullable AttributeValue> results = new ArrayList<>();
        for (UpdateAction action : actions) {
            results.add(result(action, item));
        }
        Draft.MapDraft draft = new Draft.MapDraft(item);
        for (int i = 0; i < actions.size(); i++) {
            UpdateAction action = actions.get(i);
            Draft parent = parent(action.path(), draft);
            Object key =
                    key(action.path().segments().get(action.path().segments().size() - 1));
            if (parent == null && !there && action instanceof UpdateAction.Remove) {
                continue;
            }
            if (parent == null || !parent.takes(key)) {
                throw Fault.validation(WRONG_PATH);
            }
            AttributeValue result = results.get(i);
            if (result == null) {
                parent.remove(key);
            } else {
                parent.put(key, result);
            }
        }
        Map<String, @Nullable AttributeValue> changes = draft.finishChanges();
        changes.forEach(ItemLimits::check);
        return changes;
    }

    /**
     * The type that an assignment is known to have whatever the item holds, or {@code null} if the item decides; with it
     * the service refuses wrong index keys before it looks at the item.
     */
    public static @Nullable AttributeType staticType(UpdateAction action) {
        if (action instanceof UpdateAction.Add add) {
            return add.value().attribute().type();
        } else if (action instanceof UpdateAction.Delete delete) {
            return delete.value().attribute().type();
        }
        return action instanceof UpdateAction.Set set ? staticType(set.value()) : null;
    }

    /** Whether an update makes an item where there is none: it does if it sets or adds anything, or asks for nothing at all. */
    public static boolean creates(UpdateExpression update) {
        return update.actions().isEmpty()
                || update.actions().stream()
                        .anyMatch(action -> action instanceof UpdateAction.Set || action instanceof UpdateAction.Add);
    }

    /** The size of the constants in an action. */
    public static long constants(UpdateAction action) {
        if (action instanceof UpdateAction.Add add) {
            return ItemSize.of(add.value().attribute());
        } else if (action instanceof UpdateAction.Delete delete) {
            return ItemSize.of(delete.value().attribute());
        }
        return action instanceof UpdateAction.Set set ? constants(set.value()) : 0;
    }

    private static long constants(SetOperand operand) {
        if (operand instanceof Value value) {
            return ItemSize.of(value.attribute());
        } else if (operand instanceof IfNotExists<?> ifNotExists) {
            return constants(ifNotExists.otherwise());
        } else if (operand instanceof Arithmetic arithmetic) {
            return constants(arithmetic.left()) + constants(arithmetic.right());
        }
        return operand instanceof ListAppend append ? constants(append.first()) + constants(append.second()) : 0;
    }

    private static @Nullable AttributeType staticType(SetOperand operand) {
        if (operand instanceof Value value) {
            return value.attribute().type();
        } else if (operand instanceof Arithmetic) {
            return AttributeType.N;
        }
        return operand instanceof ListAppend ? AttributeType.L : null;
    }

    private static @Nullable Draft parent(Path<?> path, Draft root) {
        Draft parent = root;
        List<Segment> segments = path.segments();
        for (int i = 0; i < segments.size() - 1 && parent != null; i++) {
            parent = parent.descend(key(segments.get(i)));
        }
        return parent;
    }

    private static Object key(Segment segment) {
        return segment instanceof Segment.Index index ? (Object) index.index() : Documents.name(segment);
    }

    /** What an action leaves at its path; {@code null} for nothing. */
    private static @Nullable AttributeValue result(UpdateAction action, Map<String, AttributeValue> item) {
        if (action instanceof UpdateAction.Set set) {
            return value(set.value(), item);
        } else if (action instanceof UpdateAction.Add add) {
            return sum(Documents.find(add.path(), item), add.value().attribute());
        } else if (action instanceof UpdateAction.Delete delete) {
            AttributeValue before = Documents.find(delete.path(), item);
            return before == null ? null : combine(before, delete.value().attribute(), false);
        }
        return null;
    }

    private static AttributeValue value(SetOperand operand, Map<String, AttributeValue> item) {
        if (operand instanceof Value value) {
            return value.attribute();
        } else if (operand instanceof Path<?> path) {
            AttributeValue value = Documents.find(path, item);
            if (value == null) {
                throw Fault.validation(MISSING);
            }
            return value;
        } else if (operand instanceof IfNotExists<?> ifNotExists) {
            AttributeValue value = Documents.find(ifNotExists.path(), item);
            return value == null ? value(ifNotExists.otherwise(), item) : value;
        } else if (operand instanceof Arithmetic arithmetic) {
            BigDecimal left = number(value(arithmetic.left(), item));
            BigDecimal right = number(value(arithmetic.right(), item));
            return number(arithmetic.sign() == Arithmetic.Sign.PLUS ? left.add(right) : left.subtract(right));
        } else if (operand instanceof ListAppend append) {
            List<AttributeValue> joined = new ArrayList<>(list(value(append.first(), item)));
            joined.addAll(list(value(append.second(), item)));
            return new AttributeValue.L(joined);
        }
        throw new IllegalStateException("No rule for the operand " + operand.getClass());
    }

    private static BigDecimal number(AttributeValue value) {
        if (value instanceof AttributeValue.N number) {
            return number.value();
        }
        throw new WrongType();
    }

    private static AttributeValue number(BigDecimal result) {
        String problem = NumberText.resultProblem(result);
        if (problem != null) {
            throw Fault.validation(problem);
        }
        return new AttributeValue.N(result);
    }

    private static List<AttributeValue> list(AttributeValue value) {
        if (value instanceof AttributeValue.L list) {
            return list.values();
        }
        throw new WrongType();
    }

    private static AttributeValue sum(@Nullable AttributeValue before, AttributeValue added) {
        if (before == null) {
            return added;
        } else if (before instanceof AttributeValue.N number && added instanceof AttributeValue.N more) {
            return number(number.value().add(more.value()));
        }
        AttributeValue union = combine(before, added, true);
        if (union == null) {
            throw new IllegalStateException("The union of two sets is not empty");
        }
        return union;
    }

    /** The union or the difference of two sets of one type; {@code null} if nothing is left. */
    private static @Nullable AttributeValue combine(AttributeValue left, AttributeValue right, boolean union) {
        if (left instanceof AttributeValue.SS a && right instanceof AttributeValue.SS b) {
            return combine(a.values(), b.values(), union, SetOrder::strings);
        } else if (left instanceof AttributeValue.NS a && right instanceof AttributeValue.NS b) {
            return combine(a.values(), b.values(), union, SetOrder::numbers);
        } else if (left instanceof AttributeValue.BS a && right instanceof AttributeValue.BS b) {
            return combine(a.values(), b.values(), union, SetOrder::binaries);
        }
        throw new WrongType();
    }

    private static <E> @Nullable AttributeValue combine(
            Set<E> left, Set<E> right, boolean union, Function<Set<E>, AttributeValue> set) {
        Set<E> result = new LinkedHashSet<>(left);
        if (union) {
            result.addAll(right);
        } else {
            result.removeAll(right);
        }
        return result.isEmpty() ? null : set.apply(result);
    }
}
