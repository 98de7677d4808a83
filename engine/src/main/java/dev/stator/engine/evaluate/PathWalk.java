package dev.stator.engine.evaluate;

import dev.stator.expression.Arithmetic;
import dev.stator.expression.Condition;
import dev.stator.expression.IfNotExists;
import dev.stator.expression.ListAppend;
import dev.stator.expression.Operand;
import dev.stator.expression.Path;
import dev.stator.expression.SetOperand;
import dev.stator.expression.Size;
import dev.stator.expression.UpdateAction;
import dev.stator.expression.UpdateExpression;
import java.util.ArrayList;
import java.util.List;

/** All paths that an expression speaks of. */
public final class PathWalk {
    private final List<Path<?>> paths = new ArrayList<>();

    private PathWalk() {}

    /** The paths in a condition. */
    public static List<Path<?>> of(Condition condition) {
        PathWalk walk = new PathWalk();
        walk.condition(condition);
        return walk.paths;
    }

    /** The paths in an update, on both sides. */
    public static List<Path<?>> of(UpdateExpression update) {
        PathWalk walk = new PathWalk();
        for (UpdateAction action : update.actions()) {
            walk.paths.add(action.path());
            if (action instanceof UpdateAction.Set set) {
                walk.operand(set.value());
            }
        }
        return walk.paths;
    }

    /** The name of the attribute in which a path of a bound expression begins. */
    public static String head(Path<?> path) {
        return Documents.name(path.segments().get(0));
    }

    private void condition(Condition condition) {
        if (condition instanceof Condition.And and) {
            and.conditions().forEach(this::condition);
        } else if (condition instanceof Condition.Or or) {
            or.conditions().forEach(this::condition);
        } else if (condition instanceof Condition.Not not) {
            condition(not.condition());
        } else if (condition instanceof Condition.Compare compare) {
            operand(compare.left());
            operand(compare.right());
        } else if (condition instanceof Condition.Between between) {
            operand(between.operand());
            operand(between.low());
            operand(between.high());
        } else if (condition instanceof Condition.In in) {
            operand(in.operand());
            in.candidates().forEach(this::operand);
        } else if (condition instanceof Condition.Exists exists) {
            paths.add(exists.path());
        } else if (condition instanceof Condition.NotExists missing) {
            paths.add(missing.path());
        } else if (condition instanceof Condition.HasType hasType) {
            operand(hasType.operand());
        } else if (condition instanceof Condition.BeginsWith beginsWith) {
            operand(beginsWith.operand());
            operand(beginsWith.prefix());
        } else if (condition instanceof Condition.Contains contains) {
            operand(contains.operand());
            operand(contains.part());
        }
    }

    private void operand(Operand operand) {
        if (operand instanceof Path<?> path) {
            paths.add(path);
        } else if (operand instanceof Size size) {
            operand(size.operand());
        }
    }

    private void operand(SetOperand operand) {
        if (operand instanceof Path<?> path) {
            paths.add(path);
        } else if (operand instanceof IfNotExists<?> ifNotExists) {
            paths.add(ifNotExists.path());
            operand(ifNotExists.otherwise());
        } else if (operand instanceof Arithmetic arithmetic) {
            operand(arithmetic.left());
            operand(arithmetic.right());
        } else if (operand instanceof ListAppend append) {
            operand(append.first());
            operand(append.second());
        }
    }
}
