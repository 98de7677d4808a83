package dev.stator.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables that random requests meet: one without indexes, one with all kinds of them, one with other types of keys. */
// Nobody changes its collections.
@SuppressWarnings("ImmutableEnumChecker")
enum WireTables {
    PLAIN(types("a:S"), types("a:S"), List.of(), """
            {'TableName':'plain','BillingMode':'PAY_PER_REQUEST',
             'AttributeDefinitions':[{'AttributeName':'a','AttributeType':'S'}],
             'KeySchema':[{'AttributeName':'a','KeyType':'HASH'}],
             'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_IMAGE'}}"""),
    INDEXED(types("a:S", "b:N"), types("a:S", "b:N", "c:S", "d:N"), List.of("local", "global", "keys", "partial"), """
            {'TableName':'indexed','ProvisionedThroughput':{'ReadCapacityUnits':10,'WriteCapacityUnits':10},
             'AttributeDefinitions':[{'AttributeName':'a','AttributeType':'S'},{'AttributeName':'b','AttributeType':'N'},
               {'AttributeName':'c','AttributeType':'S'},{'AttributeName':'d','AttributeType':'N'}],
             'KeySchema':[{'AttributeName':'a','KeyType':'HASH'},{'AttributeName':'b','KeyType':'RANGE'}],
             'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_AND_OLD_IMAGES'},
             'LocalSecondaryIndexes':[{'IndexName':'local','Projection':{'ProjectionType':'KEYS_ONLY'},
               'KeySchema':[{'AttributeName':'a','KeyType':'HASH'},{'AttributeName':'c','KeyType':'RANGE'}]}],
             'GlobalSecondaryIndexes':[
              {'IndexName':'global','Projection':{'ProjectionType':'ALL'},
               'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5},
               'KeySchema':[{'AttributeName':'c','KeyType':'HASH'},{'AttributeName':'d','KeyType':'RANGE'}]},
              {'IndexName':'keys','Projection':{'ProjectionType':'KEYS_ONLY'},
               'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5},
               'KeySchema':[{'AttributeName':'d','KeyType':'HASH'}]},
              {'IndexName':'partial','Projection':{'ProjectionType':'INCLUDE','NonKeyAttributes':['e']},
               'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5},
               'KeySchema':[{'AttributeName':'c','KeyType':'HASH'}]}]}"""),
    BINARY(types("a:N", "b:B"), types("a:N", "b:B"), List.of(), """
            {'TableName':'binary','BillingMode':'PAY_PER_REQUEST',
             'AttributeDefinitions':[{'AttributeName':'a','AttributeType':'N'},{'AttributeName':'b','AttributeType':'B'}],
             'KeySchema':[{'AttributeName':'a','KeyType':'HASH'},{'AttributeName':'b','KeyType':'RANGE'}],
             'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'OLD_IMAGE'}}""");

    private final Map<String, String> key;
    private final Map<String, String> types;
    private final List<String> indexes;
    private final String creation;

    WireTables(Map<String, String> key, Map<String, String> types, List<String> indexes, String creation) {
        this.key = key;
        this.types = types;
        this.indexes = indexes;
        this.creation = creation;
    }

    /** In this order in every process, so that a seed always makes the same requests. */
    private static Map<String, String> types(String... attributes) {
        Map<String, String> types = new LinkedHashMap<>();
        for (String attribute : attributes) {
            types.put(attribute.substring(0, 1), attribute.substring(2));
        }
        return types;
    }

    String tableName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The types of the attributes that are its key. */
    Map<String, String> key() {
        return key;
    }

    /** The types of all attributes that are keys of it or of an index. */
    Map<String, String> types() {
        return types;
    }

    List<String> indexes() {
        return indexes;
    }

    /** The body of the request that creates it. */
    String creation() {
        return creation.replace('\'', '"');
    }
}
