package dev.stator.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** All pages of a read that tells its page's size: servers end pages at other items, but find the same on all of them. */
final class WirePages {
    private static final Set<String> READS = Set.of("Query", "Scan");
    private static final int MOST_PAGES = 300;

    /** Sends a body to a server, and gives the reply. */
    private final Function<JsonNode, JsonNode> server;

    WirePages(Function<JsonNode, JsonNode> server) {
        this.server = server;
    }

    /** Whether a request that was answered is one of those. */
    static boolean isPaged(RandomRequest request) {
        return READS.contains(request.action())
                && request.body().has("Limit")
                && !request.body().has("ExclusiveStartKey")
                && !request.body().has("Segment");
    }

    /** The items, of which each server has an order of its own where index keys are equal. */
    List<JsonNode> items(RandomRequest request) {
        List<JsonNode> items = new ArrayList<>();
        ObjectNode body = (ObjectNode) request.body().deepCopy();
        JsonNode next = MissingNode.getInstance();
        for (int pages = 0; pages == 0 || (!next.isMissingNode() && pages < MOST_PAGES); pages++) {
            JsonNode page = WireAnswer.comparable(server.apply(body), false);
            page.path("Items").forEach(items::add);
            next = page.path("LastEvaluatedKey");
            body.set("ExclusiveStartKey", next);
        }
        items.sort(Comparator.comparing(WireAnswer::text));
        return items;
    }
}
