global using MlCompare.Ledger;
