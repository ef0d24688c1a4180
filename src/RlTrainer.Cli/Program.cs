System.Console.WriteLine("rltrainer");
