package dev.stator.internal.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The grammar of updates: sections of assignments, removals, additions and deletions. */
final class UpdateGrammar extends Grammar {
    private static final List<String> SECTIONS = List.of("SET", "REMOVE", "ADD", "DELETE");

    private UpdateGrammar(String text) {
        super(text, false);
    }

    static Syntax.Update parse(String text) {
        UpdateGrammar grammar = new UpdateGrammar(text);
        return grammar.whole(grammar::sections);
    }

    private Syntax.Update sections() {
        List<Syntax.Change> changes = new ArrayList<>();
        List<String> sections = new ArrayList<>();
        do {
            if (SECTIONS.stream().noneMatch(peek()::isKeyword)) {
                throw unexpected();
            }
            String section = take().text().toUpperCase(Locale.ROOT);
            sections.add(section);
            changes.addAll(list(() -> change(section)));
        } while (peek().kind() != Token.Kind.END);
        return new Syntax.Update(changes, sections);
    }

    private Syntax.Change change(String section) {
        Syntax.Route target = path();
        if (section.equals("REMOVE")) {
            return new Syntax.Change(section, target, List.of());
        } else if (section.equals("SET")) {
            expect("=");
            return new Syntax.Change(section, target, List.of(value()));
        } else if (peek().kind() != Token.Kind.VALUE) {
            throw unexpected();
        }
        return new Syntax.Change(section, target, List.of(bareOperand()));
    }

    private Syntax value() {
        Syntax first = peek().isSign("(") ? group(this::value) : bareOperand();
        if (!(first instanceof Syntax.Operation) && (peek().isSign("+") || peek().isSign("-"))) {
            String sign = take().text();
            return new Syntax.Operation(sign, List.of(first, operand()));
        }
        return first;
    }
}
